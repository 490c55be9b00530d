"""Who the reader is on a casus: by grant, person or stand-in, and organisation. The words of the table build on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from casus.domain.casus import Betrokkene, Casus
from casus.domain.noodtoegang import NOODKNOP
from casus.domain.organisatie import Afwezigheid, Lidmaatschap, Organisatie
from casus.policy.vorm import Vorm

# Under another name, so that a list which shows the same table does not mix with them.
_Betrokkene = aliased(Betrokkene)
_Afwezigheid = aliased(Afwezigheid)
_Lidmaatschap = aliased(Lidmaatschap)
_Organisatie = aliased(Organisatie)

Waar = ColumnElement[bool]
Stuk = type[Any] | None
Woord = Callable[[Vorm, str, Stuk], Waar]


def live(lezer: Vorm) -> Waar:
    """The grant holds at this moment."""
    return and_(_Betrokkene.van <= lezer.nu, or_(_Betrokkene.tot.is_(None), _Betrokkene.tot > lezer.nu))


def ik(lezer: Vorm, column: Any) -> Waar:
    """The column names this person, or somebody who is away and for whom this person stands in."""
    me = lezer.ik
    away = exists().where(
        _Lidmaatschap.persoon_id == column,
        _Lidmaatschap.waarnemer_id == me,
        _Afwezigheid.persoon_id == column,
        _Afwezigheid.van <= lezer.dag,
        _Afwezigheid.tot >= lezer.dag,
    )
    return or_(column == me, away)


def mijn_organisatie(lezer: Vorm, column: Any) -> Waar:
    """The column names the organisation of the role in which this person acts."""
    mine: Waar = column.is_(None) if lezer.plaats is None else column == lezer.plaats
    return mine


def grant(lezer: Vorm) -> Waar:
    """A live grant on the casus for this role, organisation and person."""
    return exists().where(
        _Betrokkene.casus_id == Casus.id,
        _Betrokkene.rol == lezer.rol,
        mijn_organisatie(lezer, _Betrokkene.organisatie_id),
        or_(_Betrokkene.persoon_id.is_(None), ik(lezer, _Betrokkene.persoon_id)),
        _Betrokkene.reden != NOODKNOP,
        live(lezer),
    )


def van_mijn_organisatie(lezer: Vorm) -> Waar:
    """For roles without a grant: the organisation takes part, or the school belongs to this SWV."""
    place = lezer.plaats
    return or_(
        Casus.school_id == place,
        exists().where(_Organisatie.id == Casus.school_id, _Organisatie.swv_id == place),
        exists().where(
            _Betrokkene.casus_id == Casus.id, _Betrokkene.organisatie_id == place, _Betrokkene.reden != NOODKNOP
        ),
    )


def grant_met_reden(lezer: Vorm, *redenen: str) -> Waar:
    """A live grant of the role and organisation for one of these reasons."""
    return exists().where(
        _Betrokkene.casus_id == Casus.id,
        _Betrokkene.rol == lezer.rol,
        mijn_organisatie(lezer, _Betrokkene.organisatie_id),
        _Betrokkene.reden.in_(redenen),
        live(lezer),
    )


def op_naam_met_reden(lezer: Vorm, reden: str) -> Waar:
    """A grant of this very person: an expert is named, an organisation is not."""
    return exists().where(
        _Betrokkene.casus_id == Casus.id,
        _Betrokkene.rol == lezer.rol,
        _Betrokkene.persoon_id == lezer.ik,
        _Betrokkene.reden == reden,
        live(lezer),
    )
