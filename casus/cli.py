"""The command line: every command explains itself with an example, and fails with a sentence."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

import click
import waitress

from casus.app import create_app, open_house
from casus.engine import DecisionError, load_decision
from casus.services import modellen
from casus.settings import Settings, data_folder


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Casus: one journey for a pupil who misses school.

    Example: casus serve
    """


@cli.command()
@click.option("--port", type=int, default=None, help="The port; else PORT, else 8000.")
def serve(port: int | None) -> None:
    """Serve the application in the foreground until SIGTERM.

    Example: PORT=8080 casus serve
    """

    settings = Settings.from_environment()
    app = create_app(open_house(settings))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    click.echo(f"Casus: http://127.0.0.1:{port or settings.port}")
    waitress.serve(app, host="127.0.0.1", port=port or settings.port, threads=8, _quiet=True)


@cli.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--input", "given", required=True, help="The flags, as JSON.")
def decide(path: Path, given: str) -> None:
    """Try a decision table out.

    Example: casus decide workflows/routering.dmn --input '{"weken": 5}'
    """
    try:
        flags: Any = json.loads(given)
    except ValueError as error:
        raise click.UsageError(f"--input is not JSON: {error}") from error
    if not isinstance(flags, dict):
        raise click.UsageError('--input is a JSON object: {"name": value}')
    try:
        outcome = load_decision(path.read_bytes()).decide(flags)
    except DecisionError as error:
        raise click.UsageError(f"{path.name}: {error}") from error
    click.echo(json.dumps({"uitkomst": outcome.waarde, "regels": list(outcome.regels)}, ensure_ascii=False))


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def lint(paths: tuple[Path, ...]) -> None:
    """Check models, decisions and forms; by default the project's own.

    Example: casus lint workflows/casus.bpmn
    """
    own = [data_folder("workflows"), data_folder("forms")]
    found = modellen.lint(paths or own, own)
    for melding in found:
        click.echo(str(melding))
    if found:
        raise SystemExit(1)


def main() -> None:
    """The entry point."""
    cli()
