"""The command line: every command explains itself with an example, and fails with a sentence."""

from __future__ import annotations

import click

from casus.cli import auteurs, draaien, inlezen, instellingen, kopie, mail, mensen, meten, sleutels, toezicht
from casus.cli.basis import Opdrachten


@click.group(cls=Opdrachten, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Casus: one journey for a pupil who misses school.

    Example: casus serve
    """


for command in (
    draaien.serve, draaien.demo, draaien.worker, draaien.klok, auteurs.decide, auteurs.lint, inlezen.import_,
    mail.mail, mensen.user, instellingen.instellingen, toezicht.audit_group, toezicht.policy, meten.bench,
    kopie.backup_, kopie.restore_, sleutels.sleutels,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """The entry point."""
    cli()
