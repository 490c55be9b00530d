"""A partner sees a casus only while it has a grant on it, and through the role of that grant."""

from datetime import date

import pytest
from sqlalchemy import select

from casus.domain.actor import Actor
from casus.domain.casus import Betrokkene
from casus.domain.fouten import NietGevonden
from casus.domain.organisatie import Afwezigheid, Lidmaatschap
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.overview import lees_casus, lees_werklijst
from casus.storage import casussen
from tests.factories import VANAF


def sees(huis, actor, casus_id) -> bool:
    try:
        lees_casus(huis.bron, actor, casus_id)
    except NietGevonden:
        return False
    return True


def test_access_ends_with_the_grant(huis, streek, klok):
    casus_id = streek.casus()
    petra = streek.actors[Rol.VC]
    assert sees(huis, petra, casus_id)
    with huis.kern.database.transaction(petra) as db:
        for grant in casussen.live_grants(db, casus_id):
            grant.tot = db.nu
    klok.verder(seconds=1)
    assert not sees(huis, petra, casus_id)


def test_grant_of_one_school_opens_nothing_at_another(huis, streek):
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        stranger = streek.persoon(db, "Xander Vos", Rol.VC, "andere school")
    assert not sees(huis, stranger, casus_id)
    assert lees_werklijst(huis.bron, stranger).aantal == 0


def test_waarnemer_of_the_mentor_sees_the_casus_only_while_the_mentor_is_away(huis, streek, klok):
    casus_id = streek.casus()
    rik = streek.actors[Rol.MEN]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        wendy = streek.persoon(db, "Wendy Aal", Rol.MEN, "school")
        db.session.get_one(Lidmaatschap, rik.lidmaatschap_id).waarnemer_id = wendy.persoon_id
        db.add(Afwezigheid(persoon_id=rik.persoon_id, van=date(2026, 9, 7), tot=date(2026, 9, 11)))
    seen = {}
    for day in ("2026-09-04", "2026-09-07", "2026-09-11", "2026-09-12"):
        klok.zet(day)
        seen[day] = sees(huis, wendy, casus_id)
    assert seen == {"2026-09-04": False, "2026-09-07": True, "2026-09-11": True, "2026-09-12": False}


def test_roles_of_one_person_do_not_add_up(huis, streek):
    """A mentor who is also directie sees as mentor what a mentor sees, whatever the other role may."""
    casus_id = streek.casus()
    rik = streek.actors[Rol.MEN]
    with huis.kern.database.transaction(rik) as db:
        other = Lidmaatschap(
            persoon_id=rik.persoon_id, rol=Rol.LPA, organisatie_id=streek.organisaties["gemeente"], van=VANAF
        )
        db.add(other)
        db.flush()
        as_lpa = Actor(rik.persoon_id, Rol.LPA, other.organisatie_id, rik.naam, other.id)
    assert sees(huis, rik, casus_id)
    assert not sees(huis, as_lpa, casus_id)


@pytest.mark.parametrize("rol", [Rol.JA, Rol.LPA, Rol.SWC, Rol.JH, Rol.TLD, Rol.RMC, Rol.AJA, Rol.AFS, Rol.OZ])
def test_no_partner_has_a_grant_from_the_start(huis, streek, rol):
    casus_id = streek.casus()
    with huis.kern.database.reading(streek.actors[rol]) as db:
        roles = set(db.session.scalars(select(Betrokkene.rol).where(Betrokkene.casus_id == casus_id)))
    assert rol not in roles
    assert not sees(huis, streek.actors[rol], casus_id)


def test_every_refusal_is_in_the_audit_log(huis, streek):
    casus_id = streek.casus()
    with pytest.raises(NietGevonden):
        lees_casus(huis.bron, streek.actors[Rol.LPA], casus_id)
    with huis.kern.database.reading(streek.actors[Rol.FG]) as db:
        row = db.session.scalars(select(Auditregel).order_by(Auditregel.volgnummer.desc())).first()
        db.session.expunge(row)
    assert (row.uitkomst, row.rol, row.gegevens) == (
        "geweigerd",
        Rol.LPA,
        {"poort": "weten", "gevraagd": str(casus_id)},
    )
