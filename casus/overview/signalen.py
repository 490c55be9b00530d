"""Signals of the own school with the lines that fired them; and what came of a signal that I gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus, Status
from casus.domain.fouten import N_
from casus.domain.leerling import Leerling
from casus.domain.rol import CLIENT
from casus.domain.verzuim import Signaal, SoortVerzuim, Verzuimregel
from casus.overview.bron import Bron
from casus.policy import Handeling, voorwaarde
from casus.storage import Transactie, kalenders, mensen, overzichten

ZORG_GEMELD = "zorg_gemeld"
SOORTEN: dict[SoortVerzuim, str] = {
    SoortVerzuim.ZIEK: N_("ziek gemeld"),
    SoortVerzuim.ONGEOORLOOFD: N_("ongeoorloofd"),
    SoortVerzuim.GEOORLOOFD: N_("geoorloofd"),
    SoortVerzuim.TE_LAAT: N_("te laat"),
    SoortVerzuim.GESCHORST: N_("geschorst"),
    SoortVerzuim.THUIS_MET_TOESTEMMING: N_("thuis met toestemming van school"),
    SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS: N_("aanwezig zonder onderwijs"),
    SoortVerzuim.ONBEKEND: N_("niet geregistreerd"),
}
REGELS: dict[str, str] = {
    ZORG_GEMELD: N_("Iemand maakt zich zorgen"),
    "uren16": N_("16 uur ongeoorloofd in vier lesweken"),
    "lrv": N_("Vier schoolweken achter elkaar ongeoorloofd afwezig"),
    "mazl_meldingen": N_("Vaak ziek gemeld in twaalf schoolweken"),
    "mazl_schooldagen": N_("Lang achter elkaar ziek"),
    "mazl_schooljaar": N_("Vaak ziek gemeld in dit schooljaar"),
    "ziek10": N_("Eén op de tien lesuren ziek"),
    "aanwezigheid_jaar": N_("Te weinig lessen gevolgd in dit schooljaar"),
    "aanwezigheid_20": N_("Te weinig lessen gevolgd in 20 schooldagen"),
    "te_laat": N_("Vaak te laat in één week"),
    "thuiszitter": N_("Tien lesdagen achter elkaar niet op school"),
}
BIJNA = "_bijna"


@dataclass(frozen=True)
class Verzuimdag:
    """One absence line in words."""

    datum: date
    van: int
    tot: int
    soort: str


@dataclass(frozen=True)
class SignaalRegel:
    """One signal of the own school."""

    id: UUID
    casus_id: UUID | None
    leerling: str
    regel: str
    bijna: bool
    dag: date
    sinds: date
    melder: str
    open: bool
    regels: tuple[Verzuimdag, ...]
    dagen: int
    """Days on which something was missed, since the signal began."""
    teruggekoppeld_op: datetime | None
    van_mens: bool


@dataclass(frozen=True)
class Signalen:
    """The signals of a school: those that wait, and those that somebody looked at."""

    open: tuple[SignaalRegel, ...]
    gezien: tuple[SignaalRegel, ...]


@dataclass(frozen=True)
class Terugkoppeling:
    """What came of a signal, for who gave it."""

    leerling: str
    op: datetime
    uitkomst: str
    teruggekoppeld_op: datetime | None


def lees_signalen(bron: Bron, actor: Actor) -> Signalen:
    """The signals of the own school in the running school year."""
    with bron.lezen(actor) as db:
        jaar = kalenders.read_kalender(db, actor.organisatie_id).schooljaar(db.lezer.dag)
        rows = overzichten.list_signalen(
            db, voorwaarde(Handeling.SIGNAAL_ZIEN, db.lezer), overzichten.sinds(None if jaar is None else jaar.van)
        )
        since = min((row.Signaal.sinds for row in rows), default=db.lezer.dag)
        lines = overzichten.list_verzuim(
            db, (row.Leerling.id for row in rows), since, voorwaarde(Handeling.SCHOOLVERZUIM_ZIEN, db.lezer)
        )
        people = mensen.names(db, (row.Signaal.melder_id for row in rows))
        found = [_line(row.Signaal, row.Leerling, row.Casus, lines, people) for row in rows]
    bron.database.record(actor, "signalen_gelezen", signalen=[line.id for line in found])
    return Signalen(tuple(line for line in found if line.open), tuple(line for line in found if not line.open))


def _line(
    signaal: Signaal, leerling: Leerling, casus: Casus | None, lines: dict[UUID, list[Any]], people: dict[UUID, str]
) -> SignaalRegel:
    fired = in_words(row for row in lines.get(leerling.id, []) if _fired(signaal, row))
    return SignaalRegel(
        id=signaal.id,
        casus_id=None if casus is None else casus.id,
        leerling=leerling.naam,
        regel=regelnaam(signaal.regel),
        bijna=is_bijna(signaal.regel),
        dag=signaal.dag,
        sinds=signaal.sinds,
        melder=people.get(signaal.melder_id, "") if signaal.melder_id else "",
        open=is_open(casus),
        regels=fired,
        dagen=len({line.datum for line in fired}),
        teruggekoppeld_op=signaal.teruggekoppeld_op,
        van_mens=signaal.regel == ZORG_GEMELD,
    )


def _fired(signaal: Signaal, row: Verzuimregel) -> bool:
    """The rule names its lines; without names it is about all lines of its days."""
    named = {line["id"] for line in signaal.gegevens.get("regels", ())}
    return str(row.id) in named if named else signaal.sinds <= row.datum <= signaal.dag


def is_open(casus: Casus | None) -> bool:
    """Nobody looked at it yet: there is no casus, or the casus is still a signal itself."""
    return casus is None or casus.status is Status.SIGNAAL


def regelnaam(regel: str) -> str:
    """A rule as a person reads it; a near signal is named after its rule."""
    code = regel.removesuffix(BIJNA)
    return REGELS.get(code, code.replace("_", " ").capitalize())


def is_bijna(regel: str) -> bool:
    """The rule did not fire yet, but it is near."""
    return regel.endswith(BIJNA)


def in_words(rows: Iterable[Verzuimregel]) -> tuple[Verzuimdag, ...]:
    """Absence lines with their kind as a word."""
    return tuple(Verzuimdag(row.datum, row.lesuur_van, row.lesuur_tot, SOORTEN[row.soort]) for row in rows)


def lees_eigen_signalen(bron: Bron, actor: Actor) -> tuple[Terugkoppeling, ...]:
    """The signals that this person gave, with what came of them; nothing of the dossier."""
    with bron.lezen(actor) as db:
        rows = overzichten.list_signalen(db, voorwaarde(Handeling.EIGEN_SIGNAAL_ZIEN, db.lezer))
        return tuple(
            Terugkoppeling(
                _name(row.Leerling, db),
                row.Signaal.op,
                _outcome(row.Casus, row.Signaal.op),
                row.Signaal.teruggekoppeld_op,
            )
            for row in rows
        )


def _outcome(casus: Casus | None, op: datetime) -> str:
    if casus is None or casus.status is Status.SIGNAAL:
        return N_("Ontvangen. De school bekijkt je signaal binnen 5 schooldagen.")
    if casus.status is Status.LOPEND:
        return N_("Bekeken. De school werkt er samen met anderen aan.")
    if casus.gesloten_op is not None and casus.gesloten_op >= op:
        return N_("Bekeken en afgerond. Blijf je je zorgen maken? Meld het opnieuw.")
    return N_("Bekeken.")


def lees_keuze(bron: Bron, actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """The pupils about whom this person may give a signal."""
    with bron.lezen(actor) as db:
        rows = overzichten.list_leerlingen(db, voorwaarde(Handeling.SIGNAAL_OVER_LEERLING, db.lezer))
        return tuple((row.Leerling.id, _choice(row, db)) for row in rows)


def _choice(row: Any, db: Transactie) -> str:
    name = _name(row.Leerling, db)
    return name if db.actor.rol in CLIENT or not row.klas else f"{name} ({row.klas})"


def _name(leerling: Leerling, db: Transactie) -> str:
    return leerling.roepnaam if db.actor.rol in CLIENT else leerling.naam
