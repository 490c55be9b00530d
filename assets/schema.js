// The drawn route: bpmn-js shows the model, our state colours it.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

async function show(host) {
  const viewer = new NavigatedViewer({ container: host, keyboard: { bindTo: host } });
  const answer = await fetch(host.dataset.model);
  await viewer.importXML(await answer.text());
  const canvas = viewer.get("canvas");
  for (const kind of ["klaar", "nu"]) {
    for (const id of (host.dataset[kind] || "").split(" ").filter(Boolean)) {
      try { canvas.addMarker(id, `stap-${kind}`); } catch { /* an element of a called process */ }
    }
  }
  const now = (host.dataset.nu || "").split(" ").filter((id) => viewer.get("elementRegistry").get(id))[0];
  const centre = () => {
    if (!now) return canvas.zoom("fit-viewport", "auto");
    const shape = viewer.get("elementRegistry").get(now);
    canvas.zoom(0.8, { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 });
    canvas.scrollToElement?.(shape);
  };
  centre();
  const bar = host.parentElement.querySelector("[data-schemaknoppen]");
  const act = { in: () => canvas.zoom(canvas.zoom() * 1.25), uit: () => canvas.zoom(canvas.zoom() / 1.25),
    heel: () => canvas.zoom("fit-viewport", "auto"), nu: centre };
  bar?.addEventListener("click", (event) => act[event.target.closest("button")?.dataset.doe]?.());
}

for (const details of document.querySelectorAll("details[data-schema]")) {
  details.addEventListener("toggle", () => {
    const host = details.querySelector("[data-model]");
    if (details.open && !host.dataset.getoond) { host.dataset.getoond = "1"; show(host); }
  });
}
