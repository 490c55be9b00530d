"""What the condition words mean: one SQL expression each, for lists and for single questions alike.

An expression stands on `Casus`, and on the record asked about where the word needs one. A word
that has no expression here never holds, so its rows stay closed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists, false, not_, or_
from sqlalchemy.orm import aliased

from casus.domain.aanbod import Terugkeerplan
from casus.domain.casus import Casus, Gebeurtenis, Taak
from casus.domain.dossier import Dossierstuk
from casus.domain.klok import Klok
from casus.domain.leerling import Inschrijving, Leerling
from casus.domain.medisch import Medisch
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.organisatie import Lestoewijzing
from casus.domain.overleg import Genodigde
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.domain.toestemming import StatusToestemming, Toestemming, ToestemmingDomein
from casus.domain.verklaring import SoortVerklaring, Verklaring
from casus.policy.tabel import TABEL
from casus.policy.vorm import Vorm
from casus.policy.wie import (
    Stuk,
    Waar,
    Woord,
    grant,
    grant_met_reden,
    ik,
    mijn_organisatie,
    op_naam_met_reden,
    van_mijn_organisatie,
)

# The words look into these under another name, so that a list which shows the same table does not mix with them.
_Terugkeerplan = aliased(Terugkeerplan)
_Inschrijving = aliased(Inschrijving)
_DuoMelding = aliased(DuoMelding)
_Lestoewijzing = aliased(Lestoewijzing)
_Genodigde = aliased(Genodigde)
_ToestemmingDomein = aliased(ToestemmingDomein)
_Toestemming = aliased(Toestemming)
_Verklaring = aliased(Verklaring)
_Leerling = aliased(Leerling)
_Klok = aliased(Klok)


PERSOONLIJK = frozenset({Rol.MEN, Rol.VAK, Rol.OG, Rol.LL, Rol.TLD})
"""Roles for which `eigen` means this very person; for the others the own organisation."""

SWV_GRONDEN = ("thuiszittersregistratie", "arrangement", "tlv", "escalatie", "klok_amber")
VERWIJZING = "verwijzing_jgz"


def melding(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(
        _DuoMelding.casus_id == Casus.id,
        _DuoMelding.gemeente_id == lezer.plaats,
        _DuoMelding.status != StatusMelding.CONCEPT,
        _DuoMelding.status != StatusMelding.INGETROKKEN,
    )


def melding_of_regisseur(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:
    base = or_(melding(lezer, domein, stuk), grant_met_reden(lezer, "regisseur"))
    own = domein in ("D12", "D13") and stuk is Dossierstuk
    return and_(base, mijn_organisatie(lezer, Dossierstuk.organisatie_id)) if own else base


def verwijzing(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return and_(
        grant_met_reden(lezer, "verwijzing"),
        exists().where(
            _Toestemming.casus_id == Casus.id,
            _Toestemming.doel == VERWIJZING,
            _Toestemming.ontvanger_rol == lezer.rol,
            _geldig(lezer),
        ),
    )


def _geldig(lezer: Vorm) -> Waar:
    return and_(
        _Toestemming.status == StatusToestemming.COMPLEET,
        or_(_Toestemming.geldig_tot.is_(None), _Toestemming.geldig_tot >= lezer.dag),
    )


def _voor_mij(lezer: Vorm, gate: Any) -> Waar:
    return and_(
        gate.ontvanger_rol == lezer.rol,
        or_(gate.ontvanger_id.is_(None), mijn_organisatie(lezer, gate.ontvanger_id)),
    )


def toestemming(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(
        _Toestemming.casus_id == Casus.id,
        _ToestemmingDomein.toestemming_id == _Toestemming.id,
        _ToestemmingDomein.domein == domein,
        _voor_mij(lezer, _Toestemming),
        _geldig(lezer),
    )


def eigen_lessen(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(
        _Inschrijving.leerling_id == Casus.leerling_id,
        _Inschrijving.school_id == lezer.plaats,
        _Inschrijving.van <= lezer.dag,
        or_(_Inschrijving.tot.is_(None), _Inschrijving.tot >= lezer.dag),
        _Lestoewijzing.school_id == _Inschrijving.school_id,
        _Lestoewijzing.klas == _Inschrijving.klas,
        _Lestoewijzing.persoon_id == lezer.ik,
        _Lestoewijzing.van <= lezer.dag,
        or_(_Lestoewijzing.tot.is_(None), _Lestoewijzing.tot >= lezer.dag),
    )


def terugkeerplan(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(
        _Terugkeerplan.casus_id == Casus.id,
        _Terugkeerplan.van <= lezer.dag,
        or_(_Terugkeerplan.tot.is_(None), _Terugkeerplan.tot >= lezer.dag),
    )


def swv_grond(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return grant_met_reden(lezer, *SWV_GRONDEN)


def eigen(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:
    personal = lezer.rol in PERSOONLIJK or domein in ("D23", "D24")
    if stuk is Dossierstuk:
        mine = or_(Dossierstuk.betreft_id == lezer.ik, Dossierstuk.auteur_id == lezer.ik)
        return mine if personal else mijn_organisatie(lezer, Dossierstuk.organisatie_id)
    if stuk is Taak:
        return and_(Taak.rol == lezer.rol, ik(lezer, Taak.persoon_id)) if personal else _task_of_us(lezer)
    if stuk is Toestemming:
        return mijn_organisatie(lezer, Toestemming.ontvanger_id)
    if stuk in (Gebeurtenis, Auditregel):
        mine = stuk.persoon_id == lezer.ik
        return mine if personal else mijn_organisatie(lezer, stuk.organisatie_id)
    return false()


def _task_of_us(lezer: Vorm) -> Waar:
    return and_(Taak.rol == lezer.rol, mijn_organisatie(lezer, Taak.organisatie_id))


def eigen_poort(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return _voor_mij(lezer, Toestemming) if stuk is Toestemming else false()


def _verklaard(lezer: Vorm, soort: SoortVerklaring, *extra: Waar) -> Waar:
    """Somebody declared it, and it holds at this moment."""
    return exists().where(
        _Verklaring.casus_id == Casus.id,
        _Verklaring.soort == soort,
        _Verklaring.van <= lezer.nu,
        or_(_Verklaring.tot.is_(None), _Verklaring.tot > lezer.nu),
        *extra,
    )


def _over_mij(lezer: Vorm) -> Waar:
    return or_(_Verklaring.persoon_id.is_(None), _Verklaring.persoon_id == lezer.ik)


def ouder_377c(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return _verklaard(lezer, SoortVerklaring.OUDER_377C, _Verklaring.persoon_id == lezer.ik)


def geen_bezwaar_leerling(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return not_(_verklaard(lezer, SoortVerklaring.BEZWAAR_LEERLING))


def goed_hulpverlenerschap(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return not_(_verklaard(lezer, SoortVerklaring.WEIGERING_ARTS))


def niet_onveilig(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return not_(_verklaard(lezer, SoortVerklaring.ONVEILIG, _over_mij(lezer)))


def inspectie(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return _verklaard(lezer, SoortVerklaring.INSPECTIE, mijn_organisatie(lezer, _Verklaring.organisatie_id))


def toestemming_leerling(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    about = or_(_Verklaring.domein.is_(None), _Verklaring.domein == domein)
    return _verklaard(lezer, SoortVerklaring.TOESTEMMING_LEERLING, about, _over_mij(lezer))


def vrijgegeven(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    if stuk is not Dossierstuk:
        return false()
    return _verklaard(lezer, SoortVerklaring.VRIJGAVE, _Verklaring.stuk_id == Dossierstuk.id)


def betrokkene(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return Dossierstuk.betreft_id == lezer.ik if stuk is Dossierstuk else false()


def eigen_organisatie(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    if stuk is Toestemming:
        return mijn_organisatie(lezer, Toestemming.ontvanger_id)
    if stuk in (Dossierstuk, Gebeurtenis, Auditregel):
        return mijn_organisatie(lezer, stuk.organisatie_id)
    return false()


def ingeschreven(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(
        _Inschrijving.leerling_id == Casus.leerling_id,
        _Inschrijving.school_id == lezer.plaats,
        _Inschrijving.van <= lezer.dag,
        or_(_Inschrijving.tot.is_(None), _Inschrijving.tot >= lezer.dag),
    )


def woongemeente(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(_Leerling.id == Casus.leerling_id, _Leerling.woongemeente_id == lezer.plaats)


def zelfde_gemeente(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:
    return melding(lezer, domein, stuk)


def regisseur(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return grant_met_reden(lezer, "regisseur")


def thuiszitter(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return grant_met_reden(lezer, "thuiszittersregistratie")


def opdracht(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return op_naam_met_reden(lezer, "opdracht_5a")


def tlv_opdracht(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return op_naam_met_reden(lezer, "tlv_opdracht")


def drie_maanden(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return exists().where(
        _Klok.leerling_id == Casus.leerling_id,
        _Klok.vrijgesteld_tot >= lezer.dag,
        _Klok.vrijgesteld_tot <= lezer.over_drie_maanden,
    )


def aanwezig(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    if stuk is not Dossierstuk:
        return false()
    return exists().where(
        _Genodigde.overleg_id == Dossierstuk.overleg_id,
        _Genodigde.rol == lezer.rol,
        mijn_organisatie(lezer, _Genodigde.organisatie_id),
        or_(_Genodigde.persoon_id.is_(None), ik(lezer, _Genodigde.persoon_id)),
    )


def niet_afgeschermd(lezer: Vorm, domein: str, stuk: Stuk) -> Waar:  # noqa: ARG001
    return Dossierstuk.afgeschermd.is_(False) if stuk is Dossierstuk else false()


def niet_achtergehouden(lezer: Vorm) -> Waar:
    """A text that may be medical is for its writer and for who judges it; one that is medical is for nobody."""
    stays = Dossierstuk.medisch.in_((Medisch.NEE, Medisch.VRIJGEGEVEN))
    judges = lezer.rol in TABEL.beoordelaars
    mine = Dossierstuk.medisch == Medisch.MOGELIJK
    return or_(stays, mine if judges else and_(mine, Dossierstuk.auteur_id == lezer.ik))


VAN_DE_CASUS: dict[str, Woord] = {
    "melding": melding,
    "melding_of_regisseur": melding_of_regisseur,
    "verwijzing": verwijzing,
    "eigen_lessen": eigen_lessen,
    "terugkeerplan": terugkeerplan,
    "swv_grond": swv_grond,
    "377c": ouder_377c,
    "drie_maanden": drie_maanden,
    "geen_bezwaar_leerling": geen_bezwaar_leerling,
    "goed_hulpverlenerschap": goed_hulpverlenerschap,
    "ingeschreven": ingeschreven,
    "inspectie": inspectie,
    "niet_onveilig": niet_onveilig,
    "opdracht": opdracht,
    "regisseur": regisseur,
    "thuiszitter": thuiszitter,
    "tlv_opdracht": tlv_opdracht,
    "woongemeente": woongemeente,
    "zelfde_gemeente": zelfde_gemeente,
}
PER_DOMEIN: dict[str, Woord] = {"toestemming": toestemming, "toestemming_leerling": toestemming_leerling}
VAN_HET_STUK: dict[str, Woord] = {
    "eigen": eigen,
    "eigen_poort": eigen_poort,
    "aanwezig": aanwezig,
    "niet_afgeschermd": niet_afgeschermd,
    "betrokkene": betrokkene,
    "eigen_organisatie": eigen_organisatie,
    "vrijgegeven": vrijgegeven,
}
WOORDEN: dict[str, Woord] = {**VAN_DE_CASUS, **PER_DOMEIN, **VAN_HET_STUK}


def woord(name: str, lezer: Vorm, domein: str, stuk: Stuk) -> Waar:
    """The expression of a word; false for a word that this version does not know to compute."""
    return WOORDEN[name](lezer, domein, stuk) if name in WOORDEN else false()


__all__ = [
    "PER_DOMEIN",
    "VAN_DE_CASUS",
    "VAN_HET_STUK",
    "WOORDEN",
    "Waar",
    "grant",
    "ik",
    "mijn_organisatie",
    "niet_achtergehouden",
    "van_mijn_organisatie",
    "woord",
]
