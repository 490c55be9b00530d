"""Every condition word of the table holds exactly while its fact is there, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casus.domain.actor import SYSTEEM, years_before
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.klok import Kleur, Klok
from casus.domain.leerling import Gezagsrelatie, Inschrijving, Leerling, SoortGezag
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.domain.verklaring import SoortVerklaring, Strekking, Verklaring
from casus.policy import TABEL
from casus.policy.tabel import TabelFout
from casus.policy.verklaringen import VERKLARINGEN, lees_verklaringen
from casus.policy.vorm import Vorm
from casus.policy.woorden import WOORDEN, woord
from casus.storage import casussen, dossiers
from tests.factories import Streek


@pytest.fixture
def streek(huis_op_beide):
    """A region with one casus, in which the jeugdarts, leerplicht and SWV take part."""
    found = Streek.bouw(huis_op_beide)
    found.casus_id = found.casus()
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        for rol, reden in ((Rol.JA, "verwijzing"), (Rol.LPA, "melding"), (Rol.SWC, "escalatie")):
            casussen.ensure_grant(db, found.casus_id, rol, found.actors[rol].organisatie_id, None, reden)
        db.add(Gezagsrelatie(leerling_id=found.leerling_id, persoon_id=found.actors[Rol.OZ].persoon_id, soort=SoortGezag.GEEN, van=date(2020, 1, 1)))  # fmt: skip
        for rol in (Rol.OZ, Rol.LL, Rol.OG):
            casussen.ensure_grant(db, found.casus_id, rol, None, found.actors[rol].persoon_id, "gezin")
    return found


def holds(streek, rol, name, domein="D01", stuk=None, when=None):
    """Whether the word holds for this role now; with an entry, for that entry."""
    with streek.huis.kern.database.reading(streek.actors[rol]) as db:
        rule = woord(name, Vorm.van(db.lezer), domein, None if stuk is None else Dossierstuk)
        if stuk is not None:
            return bool(dossiers.list_stukken(db, streek.casus_id, Dossierstuk.id == stuk, rule))
        return name in casussen.words_that_hold(db, streek.casus_id, {name: rule})


def write(streek, rol, domein="D15", **details):
    with streek.huis.kern.database.transaction(streek.actors[rol]) as db:
        return dossiers.write_stuk(db, casussen.read_casus(db, streek.casus_id), domein, {}, stap="x", **details).id


def age(streek, years):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        db.session.get_one(Leerling, streek.leerling_id).geboortedatum = years_before(db.lezer.dag, years)


def declare(streek, rol, soort, **about):
    return streek.huis.verklaringen.leg_vast(streek.casus_id, Strekking(soort, **about), streek.actors[rol])


def test_every_word_of_the_table_is_computed():
    assert set(WOORDEN) == set(TABEL.voorwaarden)


@pytest.mark.parametrize(
    ("rol", "soort", "reader", "name", "before"),
    [
        (Rol.JA, SoortVerklaring.BEZWAAR_LEERLING, Rol.OG, "geen_bezwaar_leerling", True),
        (Rol.LL, SoortVerklaring.BEZWAAR_LEERLING, Rol.OG, "geen_bezwaar_leerling", True),
        (Rol.JA, SoortVerklaring.WEIGERING_ARTS, Rol.OG, "goed_hulpverlenerschap", True),
        (Rol.JA, SoortVerklaring.ONVEILIG, Rol.OG, "niet_onveilig", True),
        (Rol.DIR, SoortVerklaring.INSPECTIE, Rol.DIR, "inspectie", False),
    ],
)
def test_a_declaration_turns_its_word_until_it_is_taken_back(streek, rol, soort, reader, name, before):
    age(streek, 13)
    assert holds(streek, reader, name) is before
    ident = declare(streek, rol, soort)
    assert holds(streek, reader, name) is not before
    with pytest.raises(OngeldigeInvoer):
        declare(streek, rol, soort)
    streek.huis.verklaringen.beeindig(ident, streek.actors[rol])
    assert holds(streek, reader, name) is before
    with pytest.raises(NietGevonden):
        streek.huis.verklaringen.beeindig(ident, streek.actors[rol])


def test_what_the_inspection_asked_closes_by_itself(streek, klok):
    declare(streek, Rol.DIR, SoortVerklaring.INSPECTIE)
    klok.verder(days=13, hours=23)
    assert holds(streek, Rol.DIR, "inspectie")
    klok.verder(hours=2)
    assert not holds(streek, Rol.DIR, "inspectie")


def test_from_16_the_pupil_opens_one_kind_of_data_for_the_parents(streek):
    with pytest.raises(OngeldigeInvoer):
        declare(streek, Rol.LL, SoortVerklaring.TOESTEMMING_LEERLING, domein="D09")  # twelve: parents may read anyway
    age(streek, 16)
    declare(streek, Rol.LL, SoortVerklaring.TOESTEMMING_LEERLING, domein="D09")
    assert holds(streek, Rol.OG, "toestemming_leerling", "D09")
    assert not holds(streek, Rol.OG, "toestemming_leerling", "D10")
    for rol in (Rol.OG, Rol.VC, Rol.JA):
        with pytest.raises(Geweigerd):
            declare(streek, rol, SoortVerklaring.TOESTEMMING_LEERLING, domein="D10")


def test_school_lets_one_parent_without_gezag_know_how_it_goes(streek):
    oz = streek.actors[Rol.OZ].persoon_id
    for wrong in (None, streek.actors[Rol.OG].persoon_id):
        with pytest.raises(OngeldigeInvoer):
            declare(streek, Rol.VC, SoortVerklaring.OUDER_377C, persoon_id=wrong)
    assert not holds(streek, Rol.OZ, "377c")
    declare(streek, Rol.VC, SoortVerklaring.OUDER_377C, persoon_id=oz)
    assert holds(streek, Rol.OZ, "377c")
    assert not holds(streek, Rol.OG, "377c")


def test_a_report_is_released_by_the_family_and_by_nobody_else(streek):
    stuk = write(streek, Rol.JA)
    assert not holds(streek, Rol.LPA, "vrijgegeven", "D15", stuk)
    with pytest.raises(Geweigerd):
        declare(streek, Rol.LPA, SoortVerklaring.VRIJGAVE, stuk_id=stuk)
    declare(streek, Rol.OG, SoortVerklaring.VRIJGAVE, stuk_id=stuk)
    assert holds(streek, Rol.LPA, "vrijgegeven", "D15", stuk)
    assert not holds(streek, Rol.LPA, "vrijgegeven", "D15", write(streek, Rol.JA))


def test_who_declared_ends_it_and_no_other_role_or_organisation(streek):
    ident = declare(streek, Rol.VC, SoortVerklaring.OUDER_377C, persoon_id=streek.actors[Rol.OZ].persoon_id)
    for rol in (Rol.DIR, Rol.JA, Rol.OZ):
        with pytest.raises(Geweigerd):
            streek.huis.verklaringen.beeindig(ident, streek.actors[rol])
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Verklaring)).one().tot is None


def test_who_does_not_take_part_declares_nothing(streek):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        stranger = streek.persoon(db, "Anna Elders", Rol.DIR, "andere school")
    with pytest.raises(NietGevonden):
        streek.huis.verklaringen.leg_vast(streek.casus_id, Strekking(SoortVerklaring.INSPECTIE), stranger)
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Verklaring)).all() == []


def test_declarations_are_in_the_audit_log_without_content(streek):
    declare(streek, Rol.DIR, SoortVerklaring.INSPECTIE)
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        (row,) = db.session.scalars(select(Auditregel).where(Auditregel.handeling == "verklaring_vastgelegd"))
        assert (row.casus_id, row.gegevens["soort"]) == (streek.casus_id, "inspectie")
        assert set(row.gegevens) == {"verklaring", "soort"}


@pytest.mark.parametrize(
    ("rol", "name", "reden", "named"),
    [
        (Rol.LPA, "regisseur", "regisseur", False), (Rol.SWC, "thuiszitter", "thuiszittersregistratie", False),
        (Rol.AJA, "opdracht", "opdracht_5a", True), (Rol.TLD, "tlv_opdracht", "tlv_opdracht", True),
    ],
)  # fmt: skip
def test_a_grant_with_its_reason_makes_the_word(streek, rol, name, reden, named):
    actor = streek.actors[rol]
    assert not holds(streek, rol, name)
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        casussen.ensure_grant(
            db, streek.casus_id, rol, actor.organisatie_id, actor.persoon_id if named else None, reden
        )
    assert holds(streek, rol, name)


def test_an_expert_is_named_and_a_colleague_is_not(streek):
    actor = streek.actors[Rol.TLD]
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        casussen.ensure_grant(db, streek.casus_id, Rol.TLD, actor.organisatie_id, None, "tlv_opdracht")
    assert not holds(streek, Rol.TLD, "tlv_opdracht")


def test_enrolled_living_there_and_reported_there(streek):
    assert holds(streek, Rol.VC, "ingeschreven")
    assert holds(streek, Rol.LPA, "woongemeente")
    assert not holds(streek, Rol.LPA, "zelfde_gemeente")
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        db.add(DuoMelding(casus_id=streek.casus_id, soort="16U", begindatum=db.lezer.dag, gemeente_id=streek.actors[Rol.LPA].organisatie_id, status=StatusMelding.GEREGISTREERD))  # fmt: skip
        for row in db.session.scalars(select(Inschrijving).where(Inschrijving.leerling_id == streek.leerling_id)):
            row.tot = db.lezer.dag - timedelta(days=1)
        db.session.get_one(Leerling, streek.leerling_id).woongemeente_id = streek.organisaties["swv"]
    assert (holds(streek, Rol.VC, "ingeschreven"), holds(streek, Rol.LPA, "woongemeente")) == (False, False)
    assert holds(streek, Rol.LPA, "zelfde_gemeente")


@pytest.mark.parametrize(("tot", "expected"), [(-1, False), (0, True), (90, True), (91, True), (93, False)])
def test_an_exemption_that_ends_within_three_calendar_months(streek, tot, expected):
    """From 1 September 2026 the border is 1 December: 91 days."""
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        day = db.lezer.dag + timedelta(days=tot)
        for row in db.session.scalars(select(Klok)):
            db.session.delete(row)
        db.flush()
        db.add(Klok(leerling_id=streek.leerling_id, kleur=Kleur.GEEN, vrijgesteld_van=date(2025, 9, 1), vrijgesteld_tot=day, berekend_op=db.nu))  # fmt: skip
    assert holds(streek, Rol.SWC, "drie_maanden") is expected


def test_own_organisation_and_about_this_person(streek):
    ours = write(streek, Rol.VC, "D05", betreft_id=streek.actors[Rol.OG].persoon_id)
    assert holds(streek, Rol.DIR, "eigen_organisatie", "D05", ours)
    assert not holds(streek, Rol.JA, "eigen_organisatie", "D05", ours)
    assert holds(streek, Rol.OG, "betrokkene", "D05", ours)
    assert not holds(streek, Rol.LL, "betrokkene", "D05", ours)


@pytest.mark.parametrize(
    "change",
    [("wie = [\"DIR\"]", "wie = [\"XX\"]"), ("vraagt = [\"stuk\"]", "vraagt = [\"dag\"]"), ("leeftijd = \"16+\"", "leeftijd = \"oud\""), ("[inspectie]", "[onzin]"), ("hoort_bij = \"D19\"", "hoort_bij = \"D99\""), ("dagen = 14", "dagen = \"14\"")],
)  # fmt: skip
def test_a_table_of_declarations_with_an_unknown_word_does_not_load(change):
    from importlib.resources import files

    text = files("casus.policy").joinpath("verklaringen.toml").read_text("utf-8")
    assert change[0] in text
    with pytest.raises(TabelFout):
        lees_verklaringen(text.replace(*change, 1))
    assert set(lees_verklaringen(text)) == set(VERKLARINGEN)


def test_the_casus_itself_is_untouched(streek):
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        before = db.session.get_one(Casus, streek.casus_id).state
    declare(streek, Rol.DIR, SoortVerklaring.INSPECTIE)
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.get_one(Casus, streek.casus_id).state == before
