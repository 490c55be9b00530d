"""The clocks of pupils: computed from what is kept, written for the lists, told to the casus once per deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casus.domain.dagbeeld import Lesdag, dagbeeld
from casus.domain.kalender import Periode, Schoolkalender
from casus.domain.klok import Kleur, Klok, Klokstand, klokstand
from casus.services.casussen import REIS, meld
from casus.services.kern import Kern
from casus.signals import Leerlingbeeld
from casus.storage import Transactie, casussen, klokken
from casus.storage.klokken import Leerlinggegevens

LOOPT = (Kleur.AMBER, Kleur.ROOD)
OVERGENOMEN = (
    "kleur", "thuiszit_sinds", "deadline", "deadline_zonder_vakantie", "landelijk", "amber_op", "stil_sinds",
    "gedeeltelijk",
)  # fmt: skip
"""What the row of a clock takes over from its reading."""


def herbereken(kern: Kern, db: Transactie, leerling_ids: Sequence[UUID]) -> None:
    """Compute these clocks inside the caller's transaction: for who changes an aanbod or a terugkeerplan."""
    for gegevens in klokken.read_gegevens(db, leerling_ids):
        zet_klok(kern, db, gegevens)


def zet_klok(kern: Kern, db: Transactie, gegevens: Leerlinggegevens) -> Leerlingbeeld:
    """Write one clock, and tell the casus what it passed."""
    beeld = beeld_van(gegevens, db.lezer.dag)
    klok = _schrijf(db, gegevens, beeld)
    vertel(kern, db, klok)
    return beeld


def vrijstelling_vervallen(kern: Kern, db: Transactie, leerling_id: UUID, van: date, tot: date) -> None:
    """An exemption lapses on this day while no school has the pupil: the clock begins the day after."""
    (gegevens,) = klokken.read_gegevens(db, [leerling_id])
    klok = _schrijf(db, gegevens, beeld_van(gegevens, db.lezer.dag))
    klok.vrijgesteld_van, klok.vrijgesteld_tot = van, tot
    db.flush()
    herbereken(kern, db, [leerling_id])


def beeld_van(gegevens: Leerlinggegevens, vandaag: date) -> Leerlingbeeld:
    """A pupil up to today, over all schools: a switch resets nothing."""
    dagen = tuple(sorted(_dagen(gegevens, vandaag), key=lambda dag: dag.datum))
    begun = [tijd for tijd in gegevens.schooltijden if tijd.inschrijving.van <= vandaag]
    now = begun[-1] if begun else None
    kalender = Schoolkalender((), ()) if now is None else now.kalender
    return Leerlingbeeld(
        dagen=dagen,
        kalender=kalender,
        sector=None if now is None else now.school.sector,
        bekend=_bekend(gegevens),
        klok=_stand(gegevens, dagen, kalender, vandaag),
        meldingen=gegevens.meldingen,
    )


def _stand(gegevens: Leerlinggegevens, dagen: Sequence[Lesdag], kalender: Schoolkalender, vandaag: date) -> Klokstand:
    return klokstand(
        dagen,
        kalender,
        vandaag,
        aanbod=gegevens.aanbod,
        deelrooster=gegevens.deelrooster,
        vrijstelling=_vrijstelling(gegevens.klok),
    )


def _vrijstelling(klok: Klok | None) -> Periode | None:
    if klok is None or klok.vrijgesteld_van is None or klok.vrijgesteld_tot is None:
        return None
    return Periode(klok.vrijgesteld_van, klok.vrijgesteld_tot)


def _dagen(gegevens: Leerlinggegevens, vandaag: date) -> list[Lesdag]:
    found: list[Lesdag] = []
    for tijd in gegevens.schooltijden:
        if tijd.bekend is None:
            continue
        own = [regel for regel in gegevens.regels if regel.school_id == tijd.school.id]
        van = max(tijd.inschrijving.van, tijd.bekend.van)
        tot = min(tijd.inschrijving.tot or date.max, tijd.bekend.tot, vandaag)
        found += dagbeeld(tijd.kalender, tijd.school.lesuren_per_dag, own, tijd.bekend, Periode(van, tot))
    return found


def _bekend(gegevens: Leerlinggegevens) -> Periode | None:
    known = [tijd.bekend for tijd in gegevens.schooltijden if tijd.bekend is not None]
    return Periode(min(item.van for item in known), known[-1].tot) if known else None


def _schrijf(db: Transactie, gegevens: Leerlinggegevens, beeld: Leerlingbeeld) -> Klok:
    klok = gegevens.klok
    if klok is None:
        klok = Klok(leerling_id=gegevens.leerling_id, kleur=Kleur.GEEN, berekend_op=db.nu)
        db.add(klok)
    for name in OVERGENOMEN:
        setattr(klok, name, getattr(beeld.klok, name))
    klok.bijgewerkt_tot = None if beeld.bekend is None else beeld.bekend.tot
    klok.berekend_op = db.nu
    db.flush()
    return klok


def vertel(kern: Kern, db: Transactie, klok: Klok) -> None:
    """Tell the open casus of each date that passed, once per deadline; who did not listen is told again later."""
    if klok.kleur not in LOOPT or klok.deadline is None or klok.thuiszit_sinds is None:
        return
    due = [(bericht, memory) for bericht, memory, op in _data(klok) if op is not None and op <= db.lezer.dag]
    fresh = [(bericht, memory) for bericht, memory in due if getattr(klok, memory) != klok.deadline]
    casus = casussen.find_open_casus(db, klok.leerling_id, REIS) if fresh else None
    if casus is None:
        return
    flags = {"klok_deadline": klok.deadline.isoformat(), "thuiszit_sinds": klok.thuiszit_sinds.isoformat()}
    for bericht, memory in fresh:
        if meld(kern, db, casus, bericht, **flags):
            setattr(klok, memory, klok.deadline)
            casussen.journal(db, casus.id, bericht, "D23", deadline=klok.deadline.isoformat())


def _data(klok: Klok) -> tuple[tuple[str, str, date | None], ...]:
    """Message, where it is remembered, and the day from which it is due."""
    return (
        ("klok_amber", "gemeld_amber", klok.amber_op),
        ("klok_deadline", "gemeld_deadline", klok.deadline),
        ("klok_deadline_maand", "gemeld_maand", klok.landelijk),
    )
