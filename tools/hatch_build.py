"""Build hook: makes the static assets and translations that a wheel needs, or refuses with a sentence."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STYLE = Path("casus/static/casus.css")
LANGUAGES = Path("casus/web/translations")


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Never lets out a wheel that could not show a page."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            build_data["force_include"] = {}
            return
        root = Path(self.root)
        if not (root / STYLE).exists():
            _build_assets(root)
        for source in (root / LANGUAGES).rglob("*.po"):
            _compile(source)


def _build_assets(root: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(f"{STYLE} is missing and npm is not there to build it: install Node 20 or newer.")
    for command in (["ci", "--silent", "--no-progress"], ["run", "--silent", "build"]):
        if subprocess.run([npm, *command], cwd=root, check=False).returncode:
            raise SystemExit(f"npm {command[0]} failed, so the static assets could not be built: see above.")
    if not (root / STYLE).exists():
        raise SystemExit(f"npm run build did not make {STYLE}.")


def _compile(source: Path) -> None:
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    command = [sys.executable, "-m", "babel.messages.frontend", "compile", "-i", str(source), "-o", str(target)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise SystemExit(f"{source.name} could not be compiled: is babel installed where the wheel is built?")
