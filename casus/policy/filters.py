"""The access table as SQL: the same rows that answer a single question filter the lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, exists, false, or_, true
from sqlalchemy.orm import aliased

from casus.domain.actor import Lezer
from casus.domain.casus import Betrokkene, Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.noodtoegang import NOODKNOP
from casus.domain.rol import WITHOUT_GRANT, Rol
from casus.policy.noodknop import NOOD
from casus.policy.tabel import TABEL, Antwoord, Leeftijd, Regel
from casus.policy.vorm import Vorm, kept
from casus.policy.woorden import (
    PER_DOMEIN,
    VAN_DE_CASUS,
    VAN_HET_STUK,
    Waar,
    grant,
    niet_achtergehouden,
    van_mijn_organisatie,
    woord,
)

_Betrokkene = aliased(Betrokkene)
NOODHANDELINGEN = ("weten", "lezen")
"""All that a noodknop gives."""


def _leeftijd_in(band: Leeftijd, lezer: Vorm) -> Waar:
    """The pupil of the casus has an age in the band today."""
    if band == Leeftijd():
        return true()
    pupil = aliased(Leerling)
    bounds = [pupil.id == Casus.leerling_id]
    if band.van:
        bounds.append(pupil.geboortedatum <= lezer.geboren_uiterlijk(band.van))
    if band.tot < Leeftijd().tot:
        bounds.append(pupil.geboortedatum > lezer.geboren_uiterlijk(band.tot))
    return exists().where(*bounds)


def grant_op_casus(lezer: Lezer) -> Waar:
    """The reader has a live grant on the casus."""
    return grant_voor(Vorm.van(lezer))


def toegelaten(lezer: Lezer) -> Waar:
    """The reader may come to the casus at all: by a grant or, for roles without one, by the organisation."""
    return _toegelaten(Vorm.van(lezer))


def leesbaar(
    lezer: Lezer,
    stuk: Any,
    domein: Any,
    handeling: str = "lezen",
    antwoorden: tuple[Antwoord, ...] = (Antwoord.JA,),
) -> Waar:
    """The reader may do this with the record `stuk`, joined with its Casus; `domein` is its column or one domain."""
    return leesbaar_voor(Vorm.van(lezer), stuk, domein, handeling, antwoorden)


def casus_bekend(lezer: Lezer) -> Waar:
    """The reader may know that the casus is there: a grant, and a row of the casus itself that holds."""
    return bekend_voor(Vorm.van(lezer))


def in_bereik(lezer: Lezer, soort: str | None) -> Waar:
    """A casus that this person, working in this kind of organisation, can open with the noodknop."""
    shape = Vorm.van(lezer)
    mine = NOOD.rollen.get(shape.rol) if shape.rol else None
    if mine is None or mine.organisatie != soort:
        return false()
    return and_(true(), *(woord(name, shape, "", None) for name in mine.casus))


def woordkolommen(lezer: Lezer) -> Mapping[str, Waar]:
    """Every word of the casus that some row of this role uses, as a column to select beside Casus."""
    return _woordkolommen(Vorm.van(lezer))


def stukwoorden(lezer: Lezer, stuk: Any, domein: str) -> Mapping[str, Waar]:
    """Every word of a record that some row of this role and domain uses."""
    return _stukwoorden(Vorm.van(lezer), stuk, domein)


@kept
def grant_voor(lezer: Vorm) -> Waar:
    """The same, for a shape."""
    return false() if lezer.rol is None else grant(lezer)


@kept
def leesbaar_voor(
    lezer: Vorm,
    stuk: Any,
    domein: Any,
    handeling: str = "lezen",
    antwoorden: tuple[Antwoord, ...] = (Antwoord.JA,),
) -> Waar:
    """The same, for a shape."""
    if lezer.rol is None:
        return false()
    rows = [regel for regel in TABEL.voor(lezer.rol, None, handeling) if regel.antwoord in antwoorden]
    held = niet_achtergehouden(lezer) if stuk is Dossierstuk else true()
    ordinary = and_(_toegelaten(lezer), or_(false(), *_lines(rows, lezer, stuk, domein)))
    if lezer.rol not in NOOD.rollen or handeling not in NOODHANDELINGEN or Antwoord.JA not in antwoorden:
        return and_(held, ordinary)
    nood = and_(in_nood(lezer), or_(*_lines(NOOD.rollen[lezer.rol].regels, lezer, stuk, domein)))
    return and_(held, or_(ordinary, nood))


def _lines(rows: Iterable[Regel], lezer: Vorm, stuk: Any, domein: Any) -> list[Waar]:
    if isinstance(domein, str):
        return [_row(regel, lezer, stuk) for regel in rows if regel.domein == domein] or [false()]
    return [and_(domein == regel.domein, _row(regel, lezer, stuk)) for regel in rows]


def _nood(lezer: Vorm) -> Waar:
    """This very person used the noodknop on the casus, in this role and organisation, and it has not ended."""
    return exists().where(
        _Betrokkene.casus_id == Casus.id,
        _Betrokkene.rol == lezer.rol,
        _Betrokkene.reden == NOODKNOP,
        _Betrokkene.organisatie_id == lezer.plaats,
        _Betrokkene.persoon_id == lezer.ik,
        _Betrokkene.van <= lezer.nu,
        _Betrokkene.tot > lezer.nu,
    )


@kept
def in_nood(lezer: Vorm) -> Waar:
    """The reader reads the casus with the noodknop now."""
    mine = NOOD.rollen.get(lezer.rol) if lezer.rol else None
    return false() if mine is None else and_(_nood(lezer), *(woord(name, lezer, "", None) for name in mine.casus))


@kept
def bekend_voor(lezer: Vorm) -> Waar:
    """The same, for a shape."""
    if lezer.rol is None:
        return false()
    rows = [regel for regel in TABEL.voor(lezer.rol, None, "weten") if not VAN_HET_STUK.keys() & set(regel.als)]
    ordinary = and_(_toegelaten(lezer), or_(false(), *(_row(regel, lezer, None) for regel in rows)))
    return or_(ordinary, in_nood(lezer)) if lezer.rol in NOOD.rollen else ordinary


def _row(regel: Regel, lezer: Vorm, stuk: Any) -> Waar:
    words = [woord(name, lezer, regel.domein, stuk) for name in regel.als]
    return and_(_leeftijd_in(regel.leeftijd, lezer), *words)


def _toegelaten(lezer: Vorm) -> Waar:
    return van_mijn_organisatie(lezer) if lezer.rol in WITHOUT_GRANT else grant_voor(lezer)


@kept
def _woordkolommen(lezer: Vorm) -> Mapping[str, Waar]:
    found: dict[str, Waar] = {"grant": grant_voor(lezer)}
    if lezer.rol in NOOD.rollen:
        found[NOODKNOP] = in_nood(lezer)
    for regel in TABEL.voor(lezer.rol or Rol.BEH):
        for name in regel.als:
            if name in VAN_DE_CASUS:
                found[name] = woord(name, lezer, regel.domein, None)
            elif name in PER_DOMEIN:
                found[f"{name}:{regel.domein}"] = woord(name, lezer, regel.domein, None)
    return MappingProxyType(found)


@kept
def _stukwoorden(lezer: Vorm, stuk: Any, domein: str) -> Mapping[str, Waar]:
    rows = TABEL.voor(lezer.rol or Rol.BEH, domein)
    words = {name: woord(name, lezer, domein, stuk) for regel in rows for name in regel.als if name in VAN_HET_STUK}
    return MappingProxyType(words)
