"""Backups: made while others write, one file each, and restored only after all of it was checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError

from casus.domain.actor import SYSTEEM
from casus.storage import audit, migreren
from casus.storage.backup import checks, embedded, keys, postgres
from casus.storage.backup.archive import Archive, Step, pack, private_folder
from casus.storage.backup.manifest import EMBEDDED, FORMAAT, POSTGRES, Inhoud, KopieFout, Manifest, fingerprint
from casus.storage.database import Database
from casus.storage.instellingen import find_instelling, zet_instelling
from casus.storage.kluis import Sleutelbos
from casus.storage.vernietigd import Vernietigd

__all__ = [
    "Gegevens", "KopieFout", "check", "keys", "keys_are_kept", "keys_were_kept", "make", "restore", "without_password",
]  # fmt: skip
BEWAARD = "sleutels_bewaard"
"""The setting that says of which keys somebody made a backup."""
Place = Callable[[Archive, str, Sleutelbos, Path | None], AbstractContextManager[str]]


@dataclass(frozen=True)
class Soort:
    """How one kind of database is copied and put back."""

    dump: Callable[[Database, Path, Step, Path | None], Inhoud]
    restored: Place
    drill: Place
    fault: Callable[[Engine], str | None]


SOORTEN = {
    EMBEDDED: Soort(embedded.dump, embedded.restored, embedded.drill, embedded.fault),
    POSTGRES: Soort(postgres.dump, postgres.restored, postgres.drill, postgres.fault),
}


@dataclass(frozen=True)
class Gegevens:
    """What every one of these needs to know of the installation."""

    url: str
    bos: Sleutelbos
    now: Callable[[], datetime]
    pg_bin: Path | None = None
    vernietigd: Sequence[Vernietigd] = ()
    """What was destroyed, so that a copy of before does not bring it back."""

    @property
    def soort(self) -> str:
        return EMBEDDED if self.url.startswith("sqlite") else POSTGRES

    def open(self) -> Database:
        """The database as it is: a backup before an upgrade must not upgrade.

        Raises:
            KopieFout: there is none.
        """
        if self.soort == EMBEDDED and not embedded.file_of(self.url).is_file():
            raise KopieFout(f"Er is geen database: {embedded.file_of(self.url)}.")
        database = Database(self.url, self.bos, self.now)
        if self.soort == EMBEDDED and not opens(database):
            raise KopieFout("De database gaat niet open met de sleutels van deze installatie, of is beschadigd.")
        return database


def opens(database: Database) -> bool:
    """Whether these keys fit."""
    try:
        database.engine.connect().close()
    except DBAPIError:
        database.close()
        return False
    return True


def make(gegevens: Gegevens, target: Path, step: Step) -> tuple[Path, bool]:
    """Make a backup: a new file in a folder, or with this name; gives where, and whether its keys are kept elsewhere.

    Raises:
        KopieFout: it could not be made; nothing is left behind.
    """
    moment = gegevens.now().astimezone(UTC)
    if target.is_dir():
        target /= f"casus-{moment:%Y%m%dT%H%M%SZ}.tar"
    database = gegevens.open()
    try:
        with postgres.answering(), private_folder(target) as folder:
            _note(database)
            server = postgres.server_version(database.engine) if gegevens.soort == POSTGRES else 0
            content = SOORTEN[gegevens.soort].dump(database, folder / "data", step, gegevens.pg_bin)
            name = fingerprint(gegevens.bos)
            manifest = Manifest(
                FORMAAT, gegevens.soort, version("casus"), moment.isoformat(timespec="seconds"), name, server, content
            )
            pack(folder / "data", manifest, target)
            return target, keys_are_kept(database, gegevens.bos)
    finally:
        database.close()


def _note(database: Database) -> None:
    """Record that everything was copied, and seal what there is, so that the manifest names the newest link."""
    if migreren.revision(database.engine) != migreren.newest():
        return  # an older schema is copied as it is
    database.record(SYSTEEM, "kopie_gemaakt")
    with database.transaction(SYSTEEM) as db:
        audit.zegel_alles(db.session, db.nu)


def without_password(url: str) -> str:
    """A URL to show."""
    return make_url(url).render_as_string(hide_password=True)


def keys_are_kept(database: Database, bos: Sleutelbos) -> bool:
    """Whether somebody made a backup of these keys."""
    with database.reading(SYSTEEM) as db:
        return find_instelling(db, BEWAARD) == fingerprint(bos)


def keys_were_kept(gegevens: Gegevens) -> None:
    """Remember that somebody made a backup of these keys."""
    database = gegevens.open()
    try:
        with postgres.answering(), database.transaction(SYSTEEM) as db:
            zet_instelling(db, BEWAARD, fingerprint(gegevens.bos))
    finally:
        database.close()


def restore(path: Path, gegevens: Gegevens, step: Step, tell: Callable[[str], None]) -> None:
    """Put a backup back in an empty place, after checking all of it; tells what was checked.

    Raises:
        KopieFout: something is not as it was; the place is as empty as it was.
    """
    with Archive(path) as archive, postgres.answering():
        _suits(archive, gegevens, tell)
        if archive.manifest.soort != gegevens.soort:
            raise KopieFout(
                f"Dit is een kopie van {archive.manifest.soort}, en CASUS_DATABASE_URL of --naar wijst naar "
                f"{gegevens.soort}. Terugzetten kan alleen in dezelfde soort database."
            )
        archive.check(step)
        tell("De controlesom klopt.")
        soort = SOORTEN[archive.manifest.soort]
        with soort.restored(archive, gegevens.url, gegevens.bos, gegevens.pg_bin) as work:
            checks.examine(work, gegevens, archive.manifest, soort.fault, tell)


def check(path: Path, gegevens: Gegevens, naar: str | None, step: Step, tell: Callable[[str], None]) -> None:
    """Put a backup back where nobody sees it, look at everything, and take it away: the drill.

    `naar` is an empty PostgreSQL database to use for it.

    Raises:
        KopieFout: something is not as it was.
    """
    with Archive(path) as archive, postgres.answering():
        _suits(archive, gegevens, tell)
        archive.check(step)
        tell("De controlesom klopt.")
        soort = SOORTEN[archive.manifest.soort]
        place = postgres.visit if naar is not None and archive.manifest.soort == POSTGRES else soort.drill
        url = naar or gegevens.url
        if archive.manifest.soort == POSTGRES and make_url(url).get_backend_name() != POSTGRES:
            raise KopieFout("Dit is een kopie van PostgreSQL. Geef met --naar een lege database om in te kijken.")
        with place(archive, url, gegevens.bos, gegevens.pg_bin) as work:
            checks.examine(work, gegevens, archive.manifest, soort.fault, tell)


def _suits(archive: Archive, gegevens: Gegevens, tell: Callable[[str], None]) -> None:
    """Whether these keys and this version can read it."""
    manifest = archive.manifest
    tell(f"Kopie van {manifest.moment}, gemaakt door Casus {manifest.versie}, schema {manifest.inhoud.schema}.")
    if manifest.soort not in SOORTEN or manifest.inhoud.schema not in {name for _, name in migreren.revisions()}:
        raise KopieFout(
            "Deze kopie is van een nieuwere versie van Casus dan deze. Installeer die versie, en zet haar dan terug."
        )
    if manifest.sleutels != fingerprint(gegevens.bos):
        raise KopieFout("Deze kopie hoort bij andere sleutels. Geef met --sleutels het bestand dat erbij hoort.")
