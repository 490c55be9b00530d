"""The database and its transactions: returning commits, raising rolls back, a refusal is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

import sqlcipher3.dbapi2
from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Engine,
    Executable,
    bindparam,
    create_engine,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from casus.domain.actor import Actor, Lezer
from casus.domain.base import Base, tafel
from casus.domain.casus import Gebeurtenis
from casus.domain.dossier import Sleutel
from casus.domain.fouten import Achterhaald, Geweigerd, NietGevonden
from casus.storage import audit
from casus.storage.kluis import Kluis, Plaats, Sleutelbos

Row = TypeVar("Row", bound=Base)
Waar = ColumnElement[bool]
_JOURNAAL = insert(tafel(Gebeurtenis))
_NIEUWE_SLEUTEL = {
    dialect.__name__.rsplit(".", 1)[-1]: dialect.insert(tafel(Sleutel))
    .on_conflict_do_nothing(index_elements=["casus_id", "domein", "versie"])
    .returning(tafel(Sleutel).c.id)
    for dialect in (postgresql, sqlite)
}
_SLEUTEL = (
    select(tafel(Sleutel).c.versie, tafel(Sleutel).c.ingepakt)
    .where(tafel(Sleutel).c.casus_id == bindparam("casus"), tafel(Sleutel).c.domein == bindparam("van_domein"))
    .order_by(tafel(Sleutel).c.versie.desc())
    .limit(1)
    # Who seals holds it, so that nobody destroys it before that is committed.
    .with_for_update(read=True, key_share=True)
)


VERBINDEN = 10
"""Seconds after which a PostgreSQL that does not answer is away."""


def make_engine(url: str, database_key: str, verbindingen: int = 5) -> Engine:
    """SQLCipher with BEGIN IMMEDIATE for a `sqlite:` URL, else PostgreSQL with so many connections kept open.

    Errors never show the values of a statement: those are what people wrote.
    """
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=verbindingen,
            hide_parameters=True,
            connect_args={"connect_timeout": VERBINDEN},
        )
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        module=sqlcipher3.dbapi2,
        hide_parameters=True,
        connect_args={"timeout": 30, "isolation_level": None, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _open(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")  # what is wrong comes as an error, not on stderr
        cursor.execute(f"PRAGMA key = \"x'{database_key}'\"")
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -16000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        readonly = connection.get_execution_options().get("readonly")
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine


def as_uuid(text: str) -> UUID | None:
    """The id that a text is; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_nieuw(url: str) -> bool:
    """Whether nothing was ever kept there: only then may keys be made.

    Raises:
        OperationalError: the database does not answer.
    """
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return not path.exists() or path.stat().st_size == 0
    engine = make_engine(url, "")
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


class Vraagsessie(Session):
    """A session that hands in with each question who asks."""

    def __init__(self, engine: Engine, lezer: Lezer, **options: Any) -> None:
        super().__init__(engine, **options)
        self.waarden = lezer.waarden


@event.listens_for(Vraagsessie, "do_orm_execute")
def _hand_in_reader(state: ORMExecuteState) -> None:
    if state.is_select:
        given = cast("Mapping[str, Any]", state.parameters or {})
        state.parameters = {**cast("Vraagsessie", state.session).waarden, **given}


class Transactie:
    """One unit of work: a session, who acts, when, and the vault."""

    def __init__(self, session: Session, lezer: Lezer, kluis: Kluis, bos: Sleutelbos) -> None:
        self.session = session
        self.lezer = lezer
        self.kluis = kluis
        self.bos = bos
        self._journaal: list[dict[str, Any]] = []

    def core(self, statement: Executable, rows: Any = None) -> CursorResult[Any]:
        """A statement over tables, past the mapper, with its values: for the path that every step takes."""
        return self.session.connection().execute(statement, rows)

    def schrijf_op(self, **gebeurtenis: Any) -> None:
        """A row for the journal of a casus; all rows of a transaction are written together at its end."""
        self._journaal.append({"id": uuid4(), "op": self.nu, **gebeurtenis})

    def sluit(self) -> None:
        """Write what waited for the end of the transaction."""
        if self._journaal:
            self.core(_JOURNAAL, self._journaal)
            self._journaal = []

    @property
    def nu(self) -> datetime:
        return self.lezer.nu

    @property
    def actor(self) -> Actor:
        return self.lezer.actor

    def add(self, *rows: Base) -> None:
        self.session.add_all(rows)

    def get(self, kind: type[Row], key: Any) -> Row | None:
        return self.session.get(kind, key)

    def flush(self) -> None:
        self.session.flush()

    def audit(self, handeling: str, uitkomst: str = "ja", casus_id: UUID | None = None, **gegevens: Any) -> None:
        """Record what was done or seen: ids, domains, gates and grounds, never content."""
        audit.append(self.session, self.lezer, handeling, uitkomst, casus_id, gegevens)

    def sleutel(self, casus_id: UUID, domein: str, *, maak: bool) -> tuple[int, bytes]:
        """The version and the newest key of a casus and domain; made when `maak`.

        Raises:
            LookupError: there is none.
        """
        found = self.core(_SLEUTEL, {"casus": casus_id, "van_domein": domein}).first()
        if found is not None and found.ingepakt:
            return found.versie, found.ingepakt
        if not maak:
            raise LookupError(f"no key for {domein}")
        version = 1 if found is None else found.versie + 1
        packed = self.kluis.nieuwe_sleutel(casus_id, domein, version)
        row = {"id": uuid4(), "casus_id": casus_id, "domein": domein, "versie": version, "ingepakt": packed}
        made = self.core(_NIEUWE_SLEUTEL[self.session.get_bind().dialect.name], row).first()
        if made is None:  # another made it
            return self.sleutel(casus_id, domein, maak=False)
        self.kluis.herlees()
        if not self.kluis.opent(packed, casus_id, domein, version):  # the keys were turned in between
            raise Achterhaald
        return version, packed

    def verzegel(self, tabel: str, ident: UUID, casus_id: UUID, domein: str, inhoud: Any) -> tuple[bytes, int]:
        """JSON sealed for one field, and the version of its key."""
        version, packed = self.sleutel(casus_id, domein, maak=True)
        raw = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud, ensure_ascii=False).encode()
        return self.kluis.verzegel(packed, Plaats(tabel, ident, casus_id, domein, version), raw), version

    def ontzegel(self, tabel: str, ident: UUID, casus_id: UUID, domein: str, versie: int, cijfer: bytes) -> bytes:
        """The bytes of a sealed field.

        Raises:
            KluisFout: the field was moved or changed.
            LookupError: its key is destroyed.
        """
        query = select(Sleutel.ingepakt).where(
            Sleutel.casus_id == casus_id, Sleutel.domein == domein, Sleutel.versie == versie
        )
        ingepakt = self.session.scalars(query).first()
        if not ingepakt:
            raise LookupError(f"the key of {domein} is gone")
        return self.kluis.open(ingepakt, Plaats(tabel, ident, casus_id, domein, versie), cijfer)


class Database:
    """Opens transactions; knows the clock so that every row of one transaction has one moment."""

    def __init__(
        self,
        url: str,
        bos: Sleutelbos,
        now: Callable[[], datetime],
        verbindingen: int = 5,
        sleutels: Path | None = None,
    ) -> None:
        self.engine = make_engine(url, bos.database, verbindingen)
        self.bos = bos
        self.kluis = Kluis(bos.kluis, bos.vorige, sleutels)
        self.now = now

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Transactie]:
        """Check, act, record. Leaving commits; raising rolls back.

        Raises:
            Achterhaald: somebody else wrote the same casus first.
        """
        try:
            lezer = Lezer(actor, self.now(), van_de_transactie=True)
            with Vraagsessie(self.engine, lezer, expire_on_commit=False) as session, session.begin():
                db = Transactie(session, lezer, self.kluis, self.bos)
                yield db
                db.sluit()
        except (Geweigerd, NietGevonden) as refusal:
            self.record_refusal(actor, refusal)
            raise
        except StaleDataError as error:
            raise Achterhaald from error

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Transactie]:
        """Read only: whatever was changed is rolled back."""
        lezer = Lezer(actor, self.now(), van_de_transactie=True)
        with Vraagsessie(self.engine, lezer) as session:
            session.connection(execution_options={"readonly": True})
            yield Transactie(session, lezer, self.kluis, self.bos)
            session.rollback()

    def record(
        self, actor: Actor, handeling: str, uitkomst: str = "ja", casus_id: UUID | None = None, **gegevens: Any
    ) -> None:
        """An audit row in a short transaction of its own."""
        with Session(self.engine) as session, session.begin():
            audit.append(session, Lezer(actor, self.now()), handeling, uitkomst, casus_id, gegevens)

    def record_refusal(self, actor: Actor, refusal: Geweigerd | NietGevonden) -> None:
        """A refusal in the audit log; what is not there and what may not be known look alike there too."""
        if isinstance(refusal, Geweigerd):
            self.record(actor, refusal.handeling, "geweigerd", refusal.casus_id, poort=refusal.poort)
        else:
            self.record(actor, "gezocht", "geweigerd", None, poort="weten", **refusal.details)

    def ready(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execution_options(readonly=True).exec_driver_sql("SELECT 1")
        except SQLAlchemyError:  # away, full, or not ours
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()
