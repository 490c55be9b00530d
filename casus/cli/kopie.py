"""Commands for who keeps the data safe: `casus backup` and `casus restore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from casus.cli.basis import progress, stop_on_sigterm
from casus.clock import utc_now
from casus.settings import Settings
from casus.storage import Sleutelbos, backup
from casus.storage.vernietigd import Lijst

FILE = click.Path(dir_okay=False, path_type=Path)
GEEINDIGD = 128 + 15
"""What a shell calls a command that was ended: whoever waits for a backup must not think that there is one."""
WACHTZIN = click.option(
    "--wachtzin", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the passphrase of the key file; asked for when left out.",
)  # fmt: skip


@click.command("backup")
@click.argument("path", metavar="MAP|BESTAND", type=click.Path(path_type=Path))
@click.option("--sleutels", type=FILE, help="Also write the keys, sealed, to this new file elsewhere.")
@WACHTZIN
@click.option("--controleer", is_flag=True, help="Make nothing: restore this backup where nobody sees it, and look.")
@click.option("--naar", help="With --controleer: an empty PostgreSQL database to restore it in.")
def backup_(path: Path, sleutels: Path | None, wachtzin: Path | None, controleer: bool, naar: str | None) -> None:
    """Make a backup while others work, or check one.

    The keys are never in the same file: without them nobody can read the backup, you neither.

    Example: casus backup /mnt/kopie --sleutels /media/usb/casus-sleutels.json
    """
    stop_on_sigterm(GEEINDIGD)
    settings = Settings.from_environment()
    if controleer:
        _check(path, _given(settings, sleutels, wachtzin), naar)
        return
    gegevens = _given(settings, None, None)
    if sleutels is not None:
        _keep_keys(gegevens, path, sleutels, wachtzin)
    with progress("Kopie maken") as step:
        made, kept = backup.make(gegevens, path, step)
    click.echo(f"Kopie: {made} ({_size(made)}).")
    if not kept:
        click.echo(
            "Let op: van de sleutels is nog geen kopie gemaakt. Zonder sleutels is deze kopie onleesbaar. "
            "Maak er een met --sleutels, en bewaar die ergens anders.",
            err=True,
        )


def _check(path: Path, gegevens: backup.Gegevens, naar: str | None) -> None:
    with _report() as tell, progress("Kopie lezen") as step:
        backup.check(path, gegevens, naar, step, tell)
    click.echo("Deze kopie kan teruggezet worden. Er is niets veranderd.")


def _keep_keys(gegevens: backup.Gegevens, path: Path, sleutels: Path, wachtzin: Path | None) -> None:
    folder = path if path.is_dir() else path.parent
    if sleutels.resolve().parent == folder.resolve():
        raise backup.KopieFout(
            "Bewaar de sleutels niet bij de kopie: wie de map heeft, heeft dan alles. Kies een andere plek."
        )
    backup.keys.write(sleutels, gegevens.bos, _passphrase(wachtzin, new=True), gegevens.vernietigd)
    backup.keys_were_kept(gegevens)
    click.echo(f"Sleutels: {sleutels}. Bewaar ze niet bij de kopie, en de wachtzin niet bij de sleutels.")


@click.command("restore")
@click.argument("path", metavar="BESTAND", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sleutels", type=FILE, help="The key file of `backup --sleutels`; else the keys of this installation.")
@WACHTZIN
@click.option("--naar", help="The URL of another empty database than that of this installation.")
def restore_(path: Path, sleutels: Path | None, wachtzin: Path | None, naar: str | None) -> None:
    """Put a backup back in an empty place, after checking all of it.

    Example: casus restore /mnt/kopie/casus-20261124T030000Z.tar --sleutels /media/usb/casus-sleutels.json
    """
    stop_on_sigterm(GEEINDIGD)
    settings = Settings.from_environment()
    gegevens = _given(settings, sleutels, wachtzin)
    gegevens = replace(gegevens, url=naar or gegevens.url)
    with _keys_in_place(settings.keys, gegevens.bos), _report() as tell, progress("Kopie lezen") as step:
        Lijst.bij(settings.keys).vul_aan(gegevens.vernietigd)
        backup.restore(path, gegevens, step, tell)
    click.echo(f"Teruggezet in {backup.without_password(gegevens.url)}.")


def _given(settings: Settings, sleutels: Path | None, wachtzin: Path | None) -> backup.Gegevens:
    """The installation, with its own keys or those of a key file."""
    lines = Lijst.bij(settings.keys).lees()
    if sleutels is not None:
        bos, brought = backup.keys.read_all(sleutels, _passphrase(wachtzin, new=False))
        lines += [line for line in brought if line not in set(lines)]
    elif settings.keys.is_file():
        bos = Sleutelbos.lees(settings.keys)
    else:
        raise backup.KopieFout(f"Er zijn geen sleutels op {settings.keys}. Geef ze met --sleutels.")
    return backup.Gegevens(settings.database_url, bos, utc_now, settings.pg_bin, lines)


def _passphrase(file: Path | None, *, new: bool) -> str:
    if file is not None:
        return (file.read_text("utf-8").splitlines() or [""])[0].strip()
    asked: str = click.prompt("Wachtzin", hide_input=True, confirmation_prompt="Nog een keer" if new else False)
    return asked


@contextmanager
def _keys_in_place(path: Path, bos: Sleutelbos) -> Iterator[None]:
    """The keys where this installation looks for them; gone again when the restore fails.

    Raises:
        KopieFout: other keys are there.
    """
    if path.exists():
        if Sleutelbos.lees(path) != bos:
            raise backup.KopieFout(f"Op {path} staan andere sleutels dan in het sleutelbestand. Zet die eerst opzij.")
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    bos.schrijf(path)
    try:
        yield
    except BaseException:
        path.unlink()
        raise


@contextmanager
def _report() -> Iterator[Callable[[str], None]]:
    """What was found, below the bar instead of through it; also when it ends badly."""
    lines: list[str] = []
    try:
        yield lines.append
    finally:
        for line in lines:
            click.echo(line)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB".replace(".", ",")
