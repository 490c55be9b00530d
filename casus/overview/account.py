"""One's own login as its owner sees it: the second step, the sessions that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from casus.domain import eenmaalcode
from casus.domain.actor import Actor
from casus.domain.organisatie import Persoon
from casus.overview.bron import Bron
from casus.storage import sessies, tweedestap


@dataclass(frozen=True)
class Sessieregel:
    """One session that is open."""

    sleutel: str
    """Names it in a form; it opens nothing."""
    sinds: datetime
    gezien: datetime
    """To some minutes."""
    deze: bool


@dataclass(frozen=True)
class Accountbeeld:
    """The page about one's own login."""

    gebruikersnaam: str
    email: str
    code_sinds: datetime | None
    """Since when a code is asked; None when it is not."""
    herstelcodes: int
    """How many are left."""
    sessies: tuple[Sessieregel, ...]

    @property
    def andere(self) -> int:
        """How many sessions are open besides this one."""
        return sum(not regel.deze for regel in self.sessies)


@dataclass(frozen=True)
class Instelbeeld:
    """A second step being set up: the secret, as long as no code was given; empty when it has not begun."""

    al_aan: bool
    geheim: str = ""
    link: str = ""


def lees_account(bron: Bron, actor: Actor, sleutel: str, stilte: timedelta) -> Accountbeeld:
    """The login of the reader; `sleutel` is of the session in which they look, `stilte` ends one without use."""
    with bron.lezen(actor) as db:
        ik = _ik(actor)
        persoon = db.session.get_one(Persoon, ik)
        stap = tweedestap.find(db, ik)
        regels = tuple(
            Sessieregel(row.id, row.begonnen_op, row.gezien_op or row.begonnen_op, row.id == sleutel)
            for row in sessies.van(db, ik, stilte)
        )
        return Accountbeeld(
            gebruikersnaam=persoon.gebruikersnaam or "",
            email=persoon.email or "",
            code_sinds=None if stap is None else stap.aan_op,
            herstelcodes=tweedestap.tel_herstelcodes(db, ik),
            sessies=tuple(sorted(regels, key=lambda regel: not regel.deze)),
        )


def lees_instellen(bron: Bron, actor: Actor) -> Instelbeeld:
    """The secret that is being put into an app; once a code was given nobody sees it again."""
    with bron.lezen(actor) as db:
        stap = tweedestap.find_nieuw(db, _ik(actor))
        if stap is None:
            known = tweedestap.find(db, _ik(actor))
            return Instelbeeld(al_aan=known is not None and known.aan_op is not None)
        naam = db.session.get_one(Persoon, stap.persoon_id).gebruikersnaam or actor.naam
        geheim = tweedestap.geheim(db, stap)
        return Instelbeeld(False, eenmaalcode.als_tekst(geheim), eenmaalcode.als_link(geheim, naam))


def _ik(actor: Actor) -> UUID:
    if actor.persoon_id is None:
        raise LookupError("the system has no login")
    return actor.persoon_id
