"""Commands about mail: `casus mail …`."""

from __future__ import annotations

import sys

import click

from casus.cli.basis import open_huis
from casus.messages.teruggekomen import lees_teruggekomen

GROOTSTE = 2 * 1024 * 1024
"""Bytes of a report that are read: what matters stands before that."""


class Straks(click.ClickException):
    """The mail server keeps the report and offers it again (EX_TEMPFAIL)."""

    exit_code = 75


@click.group()
def mail() -> None:
    """Mail that this installation sent.

    Example: casus mail teruggekomen < melding.eml
    """


@mail.command()
def teruggekomen() -> None:
    """Read from standard input that a mail could not be delivered, as an alias of the mail server pipes it.

    Anything else is let go, so that nobody gets an answer to it.

    Example: casus mail teruggekomen < melding.eml
    """
    idents = lees_teruggekomen(sys.stdin.buffer.read(GROOTSTE))
    if not idents:
        click.echo("Dit is geen melding over mail van Casus. Er is niets veranderd.")
        return
    try:
        with open_huis() as huis:
            known = huis.berichten.teruggekomen(idents)
    except Exception as error:  # whatever it is: the report must not get lost
        raise Straks(f"Het lukt nu niet ({type(error).__name__}). Bied de melding later opnieuw aan.") from error
    click.echo("Vastgelegd: deze mail kwam terug." if known else "Deze mail is niet van ons, of het was al bekend.")
