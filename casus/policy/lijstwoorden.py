"""Words about records that stand on no casus yet: pupils, signals, absence lines, meldingen, schools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from casus.domain.casus import Casus
from casus.domain.datalek import Datalek
from casus.domain.leerling import Gezagsrelatie, Inschrijving, Leerling, SoortGezag
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.noodtoegang import Noodtoegang
from casus.domain.organisatie import Lestoewijzing, Organisatie
from casus.domain.vernietiging import Vernietigingsvoorstel
from casus.domain.verzuim import Signaal, Verzuimregel
from casus.policy.filters import grant_voor, leesbaar_voor
from casus.policy.vorm import Vorm

Waar = ColumnElement[bool]
_Casus = aliased(Casus)
_Inschrijving = aliased(Inschrijving)
_Gezag = aliased(Gezagsrelatie)
_Les = aliased(Lestoewijzing)


def _today(row: Any, lezer: Vorm) -> Waar:
    return and_(row.van <= lezer.dag, or_(row.tot.is_(None), row.tot >= lezer.dag))


def _enrolled_with_me(lezer: Vorm, leerling_id: Any, *extra: Waar) -> Waar:
    """The pupil is enrolled today at the school in which this person works."""
    return exists().where(
        _Inschrijving.leerling_id == leerling_id,
        _Inschrijving.school_id == lezer.plaats,
        _today(_Inschrijving, lezer),
        *extra,
    )


def mentor(lezer: Vorm) -> Waar:
    return _enrolled_with_me(lezer, Leerling.id, _Inschrijving.mentor_id == lezer.ik)


def lessons(lezer: Vorm) -> Waar:
    """The teacher, a substitute too, has the class of the pupil today."""
    has_class = exists().where(
        _Les.school_id == _Inschrijving.school_id,
        _Les.klas == _Inschrijving.klas,
        _Les.persoon_id == lezer.ik,
        _today(_Les, lezer),
    )
    return _enrolled_with_me(lezer, Leerling.id, has_class)


def gezag(lezer: Vorm) -> Waar:
    """A parent with gezag over a pupil under 18: from 18 the pupil speaks."""
    return and_(
        Leerling.geboortedatum > lezer.geboren_uiterlijk(18),
        exists().where(
            _Gezag.leerling_id == Leerling.id,
            _Gezag.persoon_id == lezer.ik,
            _Gezag.soort != SoortGezag.GEEN,
            _today(_Gezag, lezer),
        ),
    )


def on_my_casus(lezer: Vorm) -> Waar:
    """A casus of the pupil in which this person takes part and may read the name."""
    return exists().where(Casus.leerling_id == Leerling.id, grant_voor(lezer), leesbaar_voor(lezer, None, "D01"))


def told(lezer: Vorm) -> Waar:
    """A noodknop of the own organisation, or about its data."""
    ours = exists().where(_Casus.id == Noodtoegang.casus_id, _Casus.school_id == lezer.plaats)
    return or_(Noodtoegang.organisatie_id == lezer.plaats, Noodtoegang.eigenaar_id == lezer.plaats, ours)


def melding_for_us(lezer: Vorm) -> Waar:
    return and_(
        DuoMelding.gemeente_id == lezer.plaats,
        DuoMelding.status.not_in((StatusMelding.CONCEPT, StatusMelding.INGETROKKEN)),
    )


LIJSTWOORDEN: dict[str, Callable[[Vorm], Waar]] = {
    "mentor_van_leerling": mentor,
    "leerling_in_mijn_lessen": lessons,
    "leerling_van_mijn_school": lambda lezer: _enrolled_with_me(lezer, Leerling.id),
    "gezag_over_leerling": gezag,
    "leerling_zelf": lambda lezer: Leerling.persoon_id == lezer.ik,
    "leerling_van_mijn_casus": on_my_casus,
    "signaal_van_mijn_school": lambda lezer: and_(
        Signaal.school_id == lezer.plaats, _enrolled_with_me(lezer, Signaal.leerling_id)
    ),
    "melder": lambda lezer: Signaal.melder_id == lezer.ik,
    "verzuim_van_mijn_school": lambda lezer: and_(
        Verzuimregel.school_id == lezer.plaats, _enrolled_with_me(lezer, Verzuimregel.leerling_id)
    ),
    "school_van_mijn_swv": lambda lezer: Organisatie.swv_id == lezer.plaats,
    "melding_voor_mijn_gemeente": melding_for_us,
    "datalek_van_mijn_organisatie": lambda lezer: Datalek.organisatie_id == lezer.plaats,
    "voorstel_van_mijn_organisatie": lambda lezer: Vernietigingsvoorstel.organisatie_id == lezer.plaats,
    "noodknop_van_mij": lambda lezer: and_(
        Noodtoegang.persoon_id == lezer.ik,
        Noodtoegang.rol == lezer.rol,
        Noodtoegang.organisatie_id == lezer.plaats,
    ),
    "noodknop_van_ander": lambda lezer: Noodtoegang.persoon_id != lezer.ik,
    "noodknop_bij_ons_te_beoordelen": lambda lezer: and_(
        Noodtoegang.eigenaar_rol == lezer.rol, Noodtoegang.eigenaar_id == lezer.plaats
    ),
    "noodknop_niet_beoordeeld": lambda _: Noodtoegang.beoordeeld_op.is_(None),
    "noodknop_gaat_ons_aan": told,
}
