"""What translators get from the files of the field: names and help of models, decisions and forms."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

Message = tuple[int, str | None, str, list[str]]
ERRORS = "error_"
NAMELESS = ("property", "definitions", "lane", "message")
"""Elements whose name no person reads on a screen."""


def extract_bpmn(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001
    """Names, and the help of each step, of a model or a decision."""
    for element in etree.parse(file).iter(etree.Element):
        kind, name, text = etree.QName(element).localname, element.get("name"), element.text
        if name and kind not in NAMELESS:
            yield 1, None, str(name), []
        if kind == "documentation" and text:
            yield 1, None, str(text).strip(), []


def extract_form(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001
    """Title, questions, help, choices and error texts of a form."""
    document = json.load(file)
    title = document.get("properties", {}).get("titel")
    for text in ([title] if title else []) + list(_texts(document.get("components", []))):
        yield 1, None, text, []


def _texts(components: list[dict[str, Any]]) -> Iterator[str]:
    for item in components:
        found = [item.get(key) for key in ("label", "dateLabel", "timeLabel", "description", "text")]
        found += [choice.get("label") for choice in item.get("values", [])]
        found += [text for key, text in item.get("properties", {}).items() if key.startswith(ERRORS)]
        found.append(item.get("validate", {}).get("patternErrorMessage"))
        yield from (text for text in found if text)
        yield from _texts(item.get("components", []))


def extract_namen(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001
    """Names of roles, data domains and conditions of the access table."""
    table = tomllib.loads(file.read().decode("utf-8"))
    names = [*table["rollen"].values(), *table["voorwaarden"].values()]
    for name in [*names, *(block["naam"] for block in table["domeinen"].values())]:
        yield 1, None, name, []


def extract_verklaringen(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001
    """Names and help of the declarations about access."""
    for row in tomllib.loads(file.read().decode("utf-8")).values():
        yield 1, None, row["naam"], []
        yield 1, None, row["uitleg"], []


def extract_noodknop(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001
    """The reasons for a noodknop."""
    for row in tomllib.loads(file.read().decode("utf-8"))["redenen"].values():
        yield 1, None, row["naam"], []
