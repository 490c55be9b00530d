"""Commands for authors of models and forms: lint, decide."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import msgspec

from casus.engine import DecisionError, load_decision
from casus.feel import plain, unique_names
from casus.services import modellen
from casus.settings import data_folder


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--input", "given", required=True, help="The flags, as JSON.")
def decide(path: Path, given: str) -> None:
    """Try a decision table out.

    Example: casus decide workflows/routering.dmn --input '{"weken": 5}'
    """
    try:
        flags: Any = json.loads(given, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=unique_names)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"--input is not JSON: {error}") from error
    if not isinstance(flags, dict):
        raise click.UsageError('--input is a JSON object: {"name": value}')
    try:
        outcome = load_decision(path.read_bytes()).decide(flags)
    except DecisionError as error:
        raise click.UsageError(f"{path.name}: {error}") from error
    told = {"uitkomst": plain(outcome.waarde, exact=True), "regels": outcome.regels}
    click.echo(msgspec.json.Encoder(decimal_format="number").encode(told))


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def lint(paths: tuple[Path, ...]) -> None:
    """Check models, decisions and forms; by default the project's own.

    Example: casus lint workflows/casus.bpmn
    """
    own = [data_folder("workflows"), data_folder("forms")]
    for path in paths:
        if not modellen.model_files(path):
            raise click.UsageError(
                f"In {path} staat geen model, beslistabel of formulier ({', '.join(modellen.KINDS)})."
            )
    found = modellen.lint(paths or own, own)
    for melding in found:
        click.echo(str(melding))
    if found:
        raise SystemExit(1)
