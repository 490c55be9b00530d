"""What all commands share: the open house, errors as sentences, a progress bar."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from casus import logs
from casus.app import open_house
from casus.domain.fouten import CasusFout
from casus.settings import Settings
from casus.storage import KluisFout
from casus.waarden import GEWEIGERD, InstellingFout
from casus.web.huis import Huis


class Geweigerd(click.ClickException):
    """Settings that are refused."""

    exit_code = GEWEIGERD


class Opdrachten(click.Group):
    """Commands whose errors are sentences for people."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what a person can mend is said without a traceback.

        Raises:
            click.ClickException: with the sentence.
        """
        try:
            return super().invoke(ctx)
        except CasusFout as error:
            raise click.ClickException(error.message) from error
        except InstellingFout as error:
            raise Geweigerd(str(error)) from error
        except (KluisFout, OSError) as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def open_huis() -> Iterator[Huis]:
    """The house of this installation, closed afterwards; in production an error shows no content."""
    settings = Settings.from_environment()
    if settings.productie:
        logs.stel_in(als_json=settings.json_log)
    huis = open_house(settings)
    try:
        yield huis
    finally:
        huis.kern.database.close()


def stop_on_sigterm(code: int = 0) -> None:
    """A service manager ends a process kindly: clean up and leave, with 0 when that is no failure."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(code))


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many of how many are done; silent when nobody looks."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step
