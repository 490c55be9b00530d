"""The guard on what people save: medical words in a field of education or law.

It stands inside the transaction of saving, so there is no way around it: a text with such words is taken back, or it is
kept with a reason and hidden from everybody but its writer and who judges it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from casus.domain.bericht import SoortBericht
from casus.domain.casus import Casus
from casus.domain.datalek import TERMIJN, Datalek
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.medisch import Medisch, knip
from casus.forms import Deel
from casus.policy import TABEL, WACHT, Handeling, rollen_met
from casus.services.berichten import stuur
from casus.services.kern import Kern
from casus.storage import Transactie, casussen, dossiers, medisch, mensen

HAAL_WEG = N_("Hier staan medische woorden. Haal ze weg: deze tekst gaat naar mensen die dat niet mogen lezen.")
MISSCHIEN = N_("Staat er iets medisch in je tekst? Haal het weg, of schrijf op waarom het moet blijven.")
LANGSTE_REDEN = 500
REDEN_TE_LANG = N_("Maak je reden korter: hoogstens 500 tekens")


@dataclass(frozen=True)
class Plek:
    """An answer in which medical words stand."""

    sleutel: str
    vraag: str
    tekst: str
    stukjes: tuple[tuple[str, bool], ...]
    """The text in pieces, each with whether it was found."""


class MedischGevonden(OngeldigeInvoer):
    """Nothing is saved: the writer chooses first. `streng`: there is nothing to choose, it must go."""

    def __init__(self, plekken: Sequence[Plek], *, streng: bool) -> None:
        super().__init__(HAAL_WEG if streng else MISSCHIEN)
        self.plekken = tuple(plekken)
        self.streng = streng


def bewaak(db: Transactie, delen: Sequence[Deel], reden: str) -> frozenset[int]:
    """The places of the parts that are kept as possibly medical; with a reason only.

    Raises:
        MedischGevonden: such words stand there, and there is no reason, or none that helps here.
        OngeldigeInvoer: the reason is too long.
    """
    looked_at = [(nr, deel) for nr, deel in enumerate(delen) if WACHT.zoekt(deel.domein, db.actor.rol)]
    if not any(vraag.vrij for _, deel in looked_at for vraag in deel.vragen):
        return frozenset()
    eigen = [row.woord for row in medisch.list_eigen_woorden(db, db.actor.organisatie_id)]
    found = {nr: plekken for nr, deel in looked_at if (plekken := plekken_in(deel, eigen))}
    strict = [plek for nr, plekken in found.items() if delen[nr].domein in WACHT.streng for plek in plekken]
    if strict:
        raise MedischGevonden(strict, streng=True)
    if found and not reden.strip():
        raise MedischGevonden([plek for plekken in found.values() for plek in plekken], streng=False)
    if len(reden.strip()) > LANGSTE_REDEN:
        raise OngeldigeInvoer(REDEN_TE_LANG)
    return frozenset(found)


def plekken_in(deel: Deel, eigen: Iterable[str] = ()) -> tuple[Plek, ...]:
    """The answers of a part in which medical words stand."""
    words = tuple(eigen)
    hits = ((vraag, WACHT.vind(vraag.tekst, words)) for vraag in deel.vragen if vraag.vrij)
    return tuple(Plek(v.sleutel, v.vraag, v.tekst, knip(v.tekst, found)) for v, found in hits if found)


def hou_achter(kern: Kern, db: Transactie, casus: Casus, stuk: Dossierstuk) -> None:
    """Tell who judges, and the FG, that a text waits; the text itself was written hidden."""
    db.audit("medische_tekst_gehouden", casus_id=casus.id, stuk=stuk.id, domeinen=[stuk.domein])
    people = set(_beoordelaars(db, casus)) | set(_toezicht(db, stuk))
    for persoon_id in sorted(people - {db.actor.persoon_id}):
        key = f"{SoortBericht.MEDISCHE_TEKST}:{stuk.id}:{persoon_id}"
        stuur(kern, db, persoon_id, SoortBericht.MEDISCHE_TEKST, sleutel=key)


def verberg(db: Transactie, stuk: Dossierstuk, staat: Medisch) -> None:
    """Give an entry and all that it took the place of this state: an older version never comes up again alone."""
    for item in dossiers.keten(db, stuk):
        item.medisch = item.medisch if item.medisch is Medisch.VERZEGELD else staat


def leg_lek_vast(kern: Kern, db: Transactie, casus: Casus, stuk: Dossierstuk) -> bool:
    """Record that others had read what is medical, once per text and its older versions; whether anybody had."""
    read = (medisch.lezers_van(db, item, TABEL.beoordelaars) for item in dossiers.keten(db, stuk))
    lezers = list(dict.fromkeys(ident for idents in read for ident in idents))
    if not lezers or db.actor.persoon_id is None or medisch.find_datalek(db, stuk.id) is not None:
        return False
    lek = Datalek(
        casus_id=casus.id, stuk_id=stuk.id, organisatie_id=stuk.organisatie_id, ontdekt_op=db.nu,
        ontdekt_door=db.actor.persoon_id, uiterlijk=db.nu + TERMIJN, lezers=[str(ident) for ident in lezers],
    )  # fmt: skip
    db.add(lek)
    db.audit("datalek_vastgelegd", casus_id=casus.id, stuk=stuk.id, datalek=lek.id, domeinen=[stuk.domein])
    for persoon_id in sorted({*_beoordelaars(db, casus), *_toezicht(db, stuk)}):
        stuur(kern, db, persoon_id, SoortBericht.DATALEK, sleutel=f"{SoortBericht.DATALEK}:{stuk.id}:{persoon_id}")
    return True


def staat_van(gevonden: bool) -> Medisch:
    return Medisch.MOGELIJK if gevonden else Medisch.NEE


def _beoordelaars(db: Transactie, casus: Casus) -> list[UUID]:
    grants = [grant for grant in casussen.live_grants(db, casus.id) if grant.rol in TABEL.beoordelaars]
    people = (item.persoon_id or mensen.default_person(db, item.organisatie_id, item.rol) for item in grants)
    return [person for person in people if person is not None]


def _toezicht(db: Transactie, stuk: Dossierstuk) -> list[UUID]:
    places = [] if stuk.organisatie_id is None else [stuk.organisatie_id]
    return mensen.list_met_rol(db, rollen_met(Handeling.DATALEKKEN_AFSLUITEN), places)
