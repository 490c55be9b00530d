"""The access table as SQL: the same rows that answer a single question filter the lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, exists, false, or_, true
from sqlalchemy.orm import aliased

from casus.domain.actor import Lezer
from casus.domain.casus import Casus
from casus.domain.leerling import Leerling
from casus.domain.rol import WITHOUT_GRANT, Rol
from casus.policy.tabel import TABEL, Antwoord, Leeftijd, Regel
from casus.policy.woorden import PER_DOMEIN, VAN_DE_CASUS, VAN_HET_STUK, Waar, grant, van_mijn_organisatie, woord


def years_before(dag: date, years: int) -> date:
    """The last birth date of somebody who is that old on `dag`."""
    try:
        return dag.replace(year=dag.year - years)
    except ValueError:  # 29 February in a year without one
        return dag.replace(year=dag.year - years, day=28)


def leeftijd_in(band: Leeftijd, dag: date) -> Waar:
    """The pupil of the casus has an age in the band today."""
    if band == Leeftijd():
        return true()
    pupil = aliased(Leerling)
    bounds = [pupil.id == Casus.leerling_id]
    if band.van:
        bounds.append(pupil.geboortedatum <= years_before(dag, band.van))
    if band.tot < Leeftijd().tot:
        bounds.append(pupil.geboortedatum > years_before(dag, band.tot))
    return exists().where(*bounds)


def grant_op_casus(lezer: Lezer) -> Waar:
    """The reader has a live grant on the casus."""
    return false() if lezer.actor.rol is None else grant(lezer)


def _row(regel: Regel, lezer: Lezer, stuk: Any) -> Waar:
    words = [woord(name, lezer, regel.domein, stuk) for name in regel.als]
    return and_(leeftijd_in(regel.leeftijd, lezer.dag), *words)


def leesbaar(
    lezer: Lezer,
    stuk: Any,
    domein: Any,
    handeling: str = "lezen",
    antwoorden: tuple[Antwoord, ...] = (Antwoord.JA,),
) -> Waar:
    """The reader may do this with the record `stuk`, joined with its Casus; `domein` is its column or one domain."""
    rol = lezer.actor.rol
    if rol is None:
        return false()
    rows = [regel for regel in TABEL.voor(rol, None, handeling) if regel.antwoord in antwoorden]
    if isinstance(domein, str):
        lines = [_row(regel, lezer, stuk) for regel in rows if regel.domein == domein]
    else:
        lines = [and_(domein == regel.domein, _row(regel, lezer, stuk)) for regel in rows]
    return and_(_toegelaten(lezer), or_(false(), *lines))


def casus_bekend(lezer: Lezer) -> Waar:
    """The reader may know that the casus is there: a grant, and a row of the casus itself that holds."""
    rol = lezer.actor.rol
    if rol is None:
        return false()
    rows = [regel for regel in TABEL.voor(rol, None, "weten") if not VAN_HET_STUK.keys() & set(regel.als)]
    return and_(_toegelaten(lezer), or_(false(), *(_row(regel, lezer, None) for regel in rows)))


def _toegelaten(lezer: Lezer) -> Waar:
    return van_mijn_organisatie(lezer) if lezer.actor.rol in WITHOUT_GRANT else grant_op_casus(lezer)


def woordkolommen(lezer: Lezer) -> dict[str, Waar]:
    """Every word of the casus that some row of this role uses, as a column to select beside Casus."""
    rol = lezer.actor.rol or Rol.BEH
    found: dict[str, Waar] = {"grant": grant_op_casus(lezer)}
    for regel in TABEL.voor(rol):
        for name in regel.als:
            if name in VAN_DE_CASUS:
                found[name] = woord(name, lezer, regel.domein, None)
            elif name in PER_DOMEIN:
                found[f"{name}:{regel.domein}"] = woord(name, lezer, regel.domein, None)
    return found


def stukwoorden(lezer: Lezer, stuk: Any, domein: str) -> dict[str, Waar]:
    """Every word of a record that some row of this role and domain uses."""
    rows = TABEL.voor(lezer.actor.rol or Rol.BEH, domein)
    return {name: woord(name, lezer, domein, stuk) for regel in rows for name in regel.als if name in VAN_HET_STUK}
