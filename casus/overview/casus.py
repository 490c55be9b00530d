"""The page of one casus: what this reader may read, what is held back, and by which gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.rol import CLIENT
from casus.overview.bron import Bron
from casus.overview.casus_bewaren import BewaarRegel, bewaarregels
from casus.overview.casus_delen import ALTIJD, DELEN, DOCUMENTEN, LOGBOEK, Deel
from casus.overview.casus_dossier import Domein, Stuk, bestanden, domeinen
from casus.overview.casus_klok import KlokBeeld, klok_van
from casus.overview.casus_logboek import Logregel, Noodregel, lees_logboek, noodregels
from casus.overview.casus_mensen import Deelnemer, deelnemers
from casus.overview.casus_route import Route, route
from casus.overview.casus_taken import Volgende, volgende_taken
from casus.overview.casus_tijdlijn import Moment, in_het_kort, tijdlijn
from casus.overview.casus_verzuim import Verzuimbeeld, verzuim_van
from casus.overview.sturen import mag_sturen
from casus.overview.toestemmingen import ToestemmingBeeld, toestemmingen_van
from casus.overview.zicht import aanduiding, kijk
from casus.overview.zinnen import STATUS
from casus.policy import TABEL, Blik
from casus.storage import Transactie, mensen, noodtoegang


@dataclass(frozen=True)
class Tab:
    """One tab: shown with a lock when the reader may know of it but read nothing in it."""

    code: str
    naam: str
    op_slot: bool


@dataclass(frozen=True)
class CasusBeeld:
    """What the page of a casus shows to one reader."""

    id: UUID
    nummer: str
    titel: str
    leeftijd: int | None
    school: str
    status: str
    status_zin: str
    status_kleur: str
    gezin: bool
    """The reader is the pupil or a parent: the page speaks plainly."""
    te_sturen: bool
    """The reader may tell this casus that something happened."""
    klok: KlokBeeld | None
    tabs: tuple[Tab, ...]
    volgende: tuple[Volgende, ...]
    domeinen: tuple[Domein, ...]
    documenten: tuple[Stuk, ...]
    verzuim: Verzuimbeeld | None
    toestemmingen: tuple[ToestemmingBeeld, ...]
    route: Route
    tijdlijn: tuple[Moment, ...]
    deelnemers: tuple[Deelnemer, ...]
    logboek: tuple[Logregel, ...]
    noodregels: tuple[Noodregel, ...]
    nood_tot: datetime | None
    """Until when the reader reads with the noodknop; None for who takes part, or does not press."""
    bewaren: tuple[BewaarRegel, ...]

    @property
    def partijen(self) -> tuple[tuple[str, tuple[Deelnemer, ...]], ...]:
        """Who takes part, by organisation; the family, that has none, last."""
        places = dict.fromkeys(mens.organisatie for mens in self.deelnemers if mens.organisatie)
        return tuple(
            (place, tuple(mens for mens in self.deelnemers if mens.organisatie == place)) for place in (*places, "")
        )


def lees_casus(bron: Bron, actor: Actor, casus_id: UUID, deel: Deel | None = None) -> CasusBeeld:
    """The page of a casus; with `deel` only the entries of that tab are opened.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
    """
    codes = tuple(TABEL.domeinen) if deel is None else deel.vooraan + deel.domeinen
    with bron.lezen(actor) as db:
        casus, leerling, blik = kijk(db, casus_id)
        named = blik.besluit("D01").ja
        shown, opened, known = domeinen(db, bron.formulieren, casus_id, blik, codes)
        tasks, moments = volgende_taken(db, bron.catalogue, casus), tijdlijn(db, bron.catalogue, casus)
        beeld = CasusBeeld(
            id=casus.id,
            nummer=casus.nummer or "",
            titel=aanduiding(casus, leerling, blik),
            leeftijd=leerling.leeftijd(db.lezer.dag) if named else None,
            school=_school(db, casus) if named else "",
            status=casus.status,
            status_zin=STATUS[casus.status][0],
            status_kleur=STATUS[casus.status][1],
            gezin=actor.rol in CLIENT,
            te_sturen=mag_sturen(db, casus_id),
            klok=klok_van(db, leerling.id, casus.school_id, blik),
            tabs=_tabs(opened, known),
            volgende=tasks,
            domeinen=shown,
            documenten=bestanden(db, casus_id, codes) if deel and deel.code == DOCUMENTEN else (),
            verzuim=verzuim_van(db, leerling.id, blik) if deel and "D03" in codes else None,
            toestemmingen=toestemmingen_van(db, casus_id),
            route=route(bron.catalogue, casus, blik, moments, tasks),
            tijdlijn=in_het_kort(moments),
            deelnemers=deelnemers(db, casus_id, blik),
            logboek=lees_logboek(db, casus_id) if deel and deel.code == LOGBOEK else (),
            noodregels=noodregels(db, casus_id, blik) if deel and deel.code == LOGBOEK else (),
            nood_tot=_nood_tot(db, casus_id) if blik.nood else None,
            bewaren=bewaarregels(db, casus_id, blik) if casus.gesloten_op else (),
        )
    bron.database.record(actor, "casus_gelezen", "ja", casus_id, **_read(blik, shown))
    return beeld


def _school(db: Transactie, casus: Casus) -> str:
    return mensen.organisation_names(db, [casus.school_id]).get(casus.school_id, "") if casus.school_id else ""


def _read(blik: Blik, shown: tuple[Domein, ...]) -> dict[str, Any]:
    """What was open, on which ground, and the entries whose words stood on the page, those that were replaced too."""
    codes = [domein.code for domein in shown if domein.open]
    stukken = [text for domein in shown for stuk in domein.stukken for text in (stuk, *stuk.eerder)]
    return {
        "domeinen": codes,
        "gronden": {code: blik.besluit(code).poort for code in codes},
        "stukken": [text.id for text in stukken if not text.bestand],
    }


def _nood_tot(db: Transactie, casus_id: UUID) -> datetime | None:
    row = noodtoegang.find_lopend(db, casus_id)
    return None if row is None else row.tot


def _tabs(opened: frozenset[str], known: frozenset[str]) -> tuple[Tab, ...]:
    """A tab stands there when the reader may know of something in it."""
    return tuple(
        Tab(deel.code, deel.naam, deel.code not in ALTIJD and not opened & set(deel.domeinen))
        for deel in DELEN
        if deel.code in ALTIJD or known & set(deel.domeinen)
    )
