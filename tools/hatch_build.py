"""Build hook: a wheel without its static assets or translations is refused with a sentence."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Refuses to build a wheel that could not show a page."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            build_data["force_include"] = {}
            return
        for path in ("casus/static/casus.css", "casus/web/translations/en/LC_MESSAGES/messages.mo"):
            if not (Path(self.root) / path).exists():
                raise SystemExit(f"{path} is missing: run `make assets` first.")
