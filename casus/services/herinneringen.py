"""The reminders of a day: who is told that a term comes near or has passed, each step once.

The table `herinneringen.toml` says when and whom; the access rules say whether that person may know of the task.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from casus.domain.actor import AMSTERDAM, Actor, Lezer
from casus.domain.bericht import SoortBericht
from casus.domain.herinneringen import HERINNERINGEN, Aan, Trede
from casus.domain.rol import Rol
from casus.policy import taak_bekend
from casus.services.berichten import stuur
from casus.services.kern import Kern
from casus.storage import Transactie, berichten, herinneringen
from casus.storage.herinneringen import Lid
from casus.storage.kalenders import read_kalenders

Teams = dict[tuple[Rol, UUID | None], list[Lid]]
"""Who holds a role at an organisation; parents and pupils have none."""
DICHTBIJ = timedelta(days=100)
"""Terms further away cannot be due; what is later than this was said as often as it can be."""
VOORBIJ = {
    Aan.EIGENAAR: SoortBericht.TERMIJN_VOORBIJ,
    Aan.WAARNEMER: SoortBericht.TERMIJN_WAARNEMER,
    Aan.BEWAKER: SoortBericht.TERMIJN_BEWAKER,
}


@dataclass(frozen=True)
class Beurt:
    """One step that is due for one task, and who could be told of it, the first choice first."""

    taak: Any
    trede: Trede
    kandidaten: tuple[tuple[Aan, Lid], ...]

    @property
    def sleutel(self) -> str:
        return _sleutel(self.taak.id, self.trede)


def herinner(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """The job of a day. Twice on a day changes nothing; a day that was skipped is made good by the next."""
    due = _aan_de_orde(db)
    if not due:
        return
    turns = _beurten(db, due)
    known = _bekend(db, turns)
    for turn in turns:
        chosen = next((choice for choice in turn.kandidaten if (choice[1], turn.taak.id) in known), None)
        if chosen is not None:
            _vertel(kern, db, turn, *chosen)


def _aan_de_orde(db: Transactie) -> list[tuple[Any, Trede]]:
    """The steps that are due and were not said yet."""
    today = db.lezer.dag
    rows = herinneringen.list_rond_termijn(db, today - DICHTBIJ, today + DICHTBIJ)
    kalenders = read_kalenders(db, (row.school_id for row in rows))
    due = [
        (row, trede)
        for row in rows
        for trede in HERINNERINGEN.aan_de_orde(
            row.termijn, row.aangemaakt_op.astimezone(AMSTERDAM).date(), today, kalenders[row.school_id]
        )
    ]
    said = berichten.bekende_sleutels(db, (_sleutel(row.id, trede) for row, trede in due))
    return [(row, trede) for row, trede in due if _sleutel(row.id, trede) not in said]


def _sleutel(taak_id: UUID, trede: Trede) -> str:
    return f"{SoortBericht.HERINNERING}:{taak_id}:{trede.schooldagen:+d}"


def _beurten(db: Transactie, due: Sequence[tuple[Any, Trede]]) -> list[Beurt]:
    rows = [row for row, _ in due]
    guards = {HERINNERINGEN.bewaker.get(row.rol) for row in rows} - {None}
    rollen = {row.rol for row in rows} | {rol for rol in guards if rol is not None}
    places = {place for row in rows for place in (row.organisatie_id, row.school_id) if place is not None}
    owners = {row.persoon_id for row in rows if row.persoon_id is not None}
    teams: Teams = defaultdict(list)
    for lid in herinneringen.list_leden(db, rollen, places, owners):
        teams[lid.rol, lid.organisatie_id].append(lid)
    return [Beurt(row, trede, tuple(_kandidaten(row, trede, teams))) for row, trede in due]


def _kandidaten(row: Any, trede: Trede, teams: Teams) -> Iterable[tuple[Aan, Lid]]:
    """Whom the step is for, then the owner."""
    team = teams[row.rol, row.organisatie_id]
    owner = _eerste(lid for lid in team if lid.persoon_id == row.persoon_id)
    other = None
    if trede.aan is Aan.WAARNEMER and owner is not None:
        other = _eerste(lid for lid in team if lid.persoon_id == owner.waarnemer_id)
    if trede.aan is Aan.BEWAKER:
        other = _eerste(lid for lid in _bewakers(row, teams) if lid.persoon_id != row.persoon_id)
    if other is not None:
        yield trede.aan, other
    if owner is not None:
        yield Aan.EIGENAAR, owner


def _bewakers(row: Any, teams: Teams) -> Sequence[Lid]:
    """The role at the school of the pupil, else the colleagues; a family has no colleagues."""
    rol = HERINNERINGEN.bewaker.get(row.rol)
    if rol is None:
        return [] if row.organisatie_id is None else teams[row.rol, row.organisatie_id]
    return [] if row.school_id is None else teams[rol, row.school_id]


def _eerste(leden: Iterable[Lid]) -> Lid | None:
    return next(iter(leden), None)


def _bekend(db: Transactie, turns: Sequence[Beurt]) -> set[tuple[Lid, UUID]]:
    """Who may know of which task, asked once for each person."""
    asked: dict[Lid, set[UUID]] = defaultdict(set)
    for turn in turns:
        for _, lid in turn.kandidaten:
            asked[lid].add(turn.taak.id)
    return {
        (lid, taak_id)
        for lid, taken in asked.items()
        for taak_id in herinneringen.taken_waar(db, taken, taak_bekend(_lezer(db, lid)))
    }


def _lezer(db: Transactie, lid: Lid) -> Lezer:
    return Lezer(Actor(lid.persoon_id, lid.rol, lid.organisatie_id), db.nu)


def _vertel(kern: Kern, db: Transactie, turn: Beurt, aan: Aan, lid: Lid) -> None:
    soort = SoortBericht.HERINNERING if turn.trede.vooraf else VOORBIJ[aan]
    stuur(kern, db, lid.persoon_id, soort, sleutel=turn.sleutel, casus_id=turn.taak.casus_id, taak_id=turn.taak.id)
