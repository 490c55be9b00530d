"""Commands that measure: `casus bench …`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from casus.bench import step as step_bench
from casus.bench.meting import Meting, als_json, als_tabel


@click.group()
def bench() -> None:
    """Measure on this machine; every figure that the documents name is one of these.

    Example: casus bench step
    """


def _toon(metingen: list[Meting], *, als: bool) -> None:
    click.echo(als_json(metingen) if als else als_tabel(metingen))


def _gewoon(opdracht: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every measurement has."""
    opdracht = click.option("--json", "als", is_flag=True, help="As JSON.")(opdracht)
    return click.option("--database", "url", default=None, help="The URL of an empty PostgreSQL; else SQLCipher.")(
        opdracht
    )


@bench.command()
@click.option("--stappen", default=1000, show_default=True, help="How many steps one casus makes.")
@_gewoon
def step(stappen: int, url: str | None, als: bool) -> None:
    """One human step, the whole transaction: processor time, flatness, statements.

    Example: casus bench step --stappen 200 --json
    """
    _toon(step_bench.meet(stappen, url), als=als)
