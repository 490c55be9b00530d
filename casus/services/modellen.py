"""Check models and forms against each other and against the words that the product knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from casus.domain.kalender import is_termijn
from casus.domain.rol import LANES
from casus.engine import Bekend, Melding, defined_in, lint_bpmn, lint_dmn, load_decision
from casus.forms import Formulier, FormulierFout, lees_formulier
from casus.policy import TABEL
from casus.services.gevolgen import GEVOLGEN

KINDS = (".bpmn", ".dmn", ".form")


def lint(paths: Iterable[Path], own: Iterable[Path]) -> list[Melding]:
    """The findings in these files and folders; `own` are the folders whose words they may use."""
    asked = sorted({file for path in paths for file in model_files(path)})
    known = _known(sorted({*asked, *(file for path in own for file in model_files(path))}))
    found: list[Melding] = []
    for file in asked:
        found += _lint_file(file, known)
    return sorted(found)


def model_files(path: Path) -> list[Path]:
    """The models, decisions and forms in a file or folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return [file for file in files if file.suffix in KINDS and file.is_file()]


def _known(files: list[Path]) -> Bekend:
    processes: set[str] = set()
    decisions: set[str] = set()
    for file in files:
        try:
            if file.suffix == ".bpmn":
                processes |= defined_in(file.read_bytes())
            elif file.suffix == ".dmn":
                decisions.add(load_decision(file.read_bytes()).id)
        except ValueError:
            continue  # reported when the file itself is checked
    return Bekend(
        lanes=frozenset(LANES),
        domeinen=frozenset(TABEL.domeinen),
        formulieren=frozenset(file.stem for file in files if file.suffix == ".form"),
        gevolgen=frozenset(GEVOLGEN),
        is_termijn=is_termijn,
        processen=frozenset(processes),
        beslissingen=frozenset(decisions),
    )


def _lint_file(file: Path, known: Bekend) -> list[Melding]:
    data = file.read_bytes()
    if file.suffix == ".bpmn":
        return lint_bpmn(file.name, data, known)
    if file.suffix == ".dmn":
        return lint_dmn(file.name, data)
    try:
        return list(_lint_form(lees_formulier(data, file.stem), file.name))
    except FormulierFout as error:
        return [Melding(file.name, error.veld or file.stem, str(error))]


def _lint_form(formulier: Formulier, bestand: str) -> Iterator[Melding]:
    for veld in formulier.invoer:
        if veld.domein not in TABEL.domeinen:
            yield Melding(bestand, veld.key, f"onbekend domein {veld.domein!r}")
