// Builds casus/static from npm packages and assets/: one stylesheet, two scripts, the font.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { compile } from "sass";

const out = "casus/static";
rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/fonts`, { recursive: true });
const css = compile("assets/casus.scss", { loadPaths: ["node_modules"], style: "compressed", quietDeps: true });
writeFileSync(`${out}/casus.css`, css.css);
copyFileSync(
  "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  `${out}/fonts/source-sans-3.woff2`,
);
await build({
  entryPoints: { casus: "assets/casus.js", schema: "assets/schema.js" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  loader: { ".css": "empty" },
  logLevel: "warning",
});
for (const file of ["diagram-js.css", "bpmn-js.css"]) {
  copyFileSync(`node_modules/bpmn-js/dist/assets/${file}`, `${out}/${file}`);
}
console.log(`built ${out}`);
