"""Commands that measure: `casus bench …`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from casus.bench import lezen
from casus.bench import step as step_bench
from casus.bench import timers as timer_bench
from casus.bench.meting import Meting, als_json, als_tabel
from casus.bench.vulling import gevuld


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


def _gevuld(opdracht: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a measurement on a database that is filled first."""
    for option in (
        click.option("--casussen", default=10_000, show_default=True, help="How many casussen the database holds."),
        click.option("--houd", type=click.Path(path_type=Path), help="Keep the filled database here, for again."),
        click.option("--keer", default=200, show_default=True, help="How often each thing is read."),
    ):
        opdracht = option(opdracht)
    return _gewoon(opdracht)


@bench.command()
@_gevuld
def worklist(casussen: int, houd: Path | None, keer: int, url: str | None, als: bool) -> None:
    """Mijn taken of a coordinator and a jeugdarts, and the page of a casus: database and whole page.

    Example: casus bench worklist --casussen 1000000 --houd /srv/bench
    """
    with gevuld(casussen, url, houd) as stage:
        _toon(lezen.meet_lijsten(stage, keer), als=als)


@bench.command("open")
@_gevuld
def open_(casussen: int, houd: Path | None, keer: int, url: str | None, als: bool) -> None:
    """Opening a casus of 5 and of 200 entries, and starting the web process.

    Example: casus bench open --casussen 1000000 --houd /srv/bench
    """
    with gevuld(casussen, url, houd) as stage:
        _toon(lezen.meet_openen(stage, keer), als=als)


@bench.command()
@click.option("--rijp", default=1000, show_default=True, help="How many of the timers come due.")
@_gevuld
def timers(rijp: int, casussen: int, houd: Path | None, keer: int, url: str | None, als: bool) -> None:
    """Waking the casussen whose timer is due, among all that wait, with one and with two workers.

    Example: casus bench timers --casussen 1000000 --rijp 10000 --houd /srv/bench
    """
    del keer  # every timer fires once
    with gevuld(casussen, url, houd) as stage:
        _toon(timer_bench.meet(stage, rijp), als=als)
