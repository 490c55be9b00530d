"""The SQL of the access table and its Python answer say the same, for every role, domain, age and act."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus.domain.aanbod import Terugkeerplan
from casus.domain.actor import years_before
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.organisatie import Lestoewijzing
from casus.domain.overleg import Genodigde, Overleg
from casus.domain.rol import Rol
from casus.domain.toestemming import StatusToestemming, Toestemming, ToestemmingDomein
from casus.overview.zicht import blik_van
from casus.policy import TABEL, Antwoord, leesbaar, woordkolommen
from casus.policy.filters import stukwoorden
from casus.policy.tabel import Leeftijd
from casus.storage import casussen, dossiers

FACTS = ("melding", "verwijzing", "plan", "les", "swv", "overleg", "toestemming", "afgeschermd")


def set_up(db, streek, casus_id, facts, rol, domein, auteur):
    """Make exactly these facts true."""
    casus = casussen.read_casus(db, casus_id)
    actor = streek.actors[rol]
    dag, nu = db.lezer.dag, db.nu
    vc = streek.actors[Rol.VC].persoon_id
    if "melding" in facts:
        db.add(
            DuoMelding(
                casus_id=casus_id,
                soort="16U",
                begindatum=dag,
                gemeente_id=streek.organisaties["gemeente"],
                status=StatusMelding.GEREGISTREERD,
            )
        )
    if "plan" in facts:
        db.add(Terugkeerplan(casus_id=casus_id, van=dag, dagdelen_per_week=4))
    if "les" in facts:
        db.add(
            Lestoewijzing(
                persoon_id=streek.actors[Rol.VAK].persoon_id,
                school_id=streek.organisaties["school"],
                klas="2B",
                van=dag,
            )
        )
    for reden, wie in (("verwijzing", Rol.JA), ("melding", Rol.LPA), ("escalatie", Rol.SWC)):
        if {"verwijzing": "verwijzing", "melding": "melding", "escalatie": "swv"}[reden] in facts:
            casussen.ensure_grant(db, casus_id, wie, streek.actors[wie].organisatie_id, None, reden)
    if "toestemming" in facts:
        for doel, wie in (("verwijzing_jgz", Rol.JA), ("delen", rol)):
            row = Toestemming(
                casus_id=casus_id,
                doel=doel,
                ontvanger_rol=wie,
                ontvanger_id=streek.actors[wie].organisatie_id,
                tekstversie="1",
                gevraagd_op=nu,
                gevraagd_door=vc,
                status=StatusToestemming.COMPLEET,
            )
            db.add(row)
            db.flush()
            db.add(ToestemmingDomein(toestemming_id=row.id, domein=domein))
    overleg = Overleg(casus_id=casus_id, soort="SAT", moment=nu)
    db.add(overleg)
    db.flush()
    if "overleg" in facts:
        db.add(Genodigde(overleg_id=overleg.id, rol=rol, organisatie_id=actor.organisatie_id))
    return dossiers.write_stuk(
        db, casus, domein, {}, stap="x", overleg_id=overleg.id, afgeschermd="afgeschermd" in facts
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=st.sets(st.sampled_from(FACTS)),
    rol=st.sampled_from(Rol),
    auteur=st.sampled_from([Rol.VC, Rol.JA, Rol.OG, Rol.LPA, Rol.MEN]),
    age=st.integers(4, 19),
    data=st.data(),
)
def test_list_and_single_question_give_the_same_answer(huis, streek, facts, rol, auteur, age, data):
    domein = data.draw(st.sampled_from(sorted(TABEL.domeinen)))
    handeling = data.draw(st.sampled_from(["weten", "lezen", "schrijven", "instemmen"]))
    database = huis.kern.database
    casus_id = streek.casus()
    with database.transaction(streek.actors[auteur]) as db:
        stuk = set_up(db, streek, casus_id, facts, rol, domein, auteur)
        db.session.get_one(Leerling, streek.leerling_id).geboortedatum = years_before(db.lezer.dag, age)
    with database.reading(streek.actors[rol]) as db:
        casus, leerling, held = casussen.read_with_words(db, casus_id, Casus.id == casus_id, woordkolommen(db.lezer))
        blik = blik_van(db.lezer, leerling, held)
        words = {
            name for name, column in stukwoorden(db.lezer, Dossierstuk, domein).items()
            if dossiers.list_stukken(db, casus_id, Dossierstuk.id == stuk.id, column)
        }  # fmt: skip
        if (
            domein in ("D12", "D13")
            and "melding_of_regisseur" in held
            and stuk.organisatie_id != streek.actors[rol].organisatie_id
        ):
            blik = blik_van(db.lezer, leerling, held - {"melding_of_regisseur"})
        single = blik.besluit(domein, handeling, frozenset(words))
        rows = {
            antwoord for antwoord in Antwoord
            if dossiers.list_stukken(db, casus_id, Dossierstuk.id == stuk.id, leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, handeling, (antwoord,)))
        }  # fmt: skip
    assert (single.antwoord in rows) if single.iets else (rows == set()), (single, rows)


@given(
    geboren=st.dates(date(2005, 1, 1), date(2022, 12, 31)),
    dag=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    band=st.sampled_from(["<12", "12-15", "12+", "<16", "16-17", "18+", "<18"]),
)
def test_age_band_counts_birthdays_and_not_years(geboren, dag, band):
    """The border that SQL uses against counting birthdays one by one."""
    age = sum(1 for year in range(geboren.year + 1, dag.year + 1) if _birthday(geboren, year) <= dag)
    bounds = Leeftijd.lees(band)
    in_sql = (not bounds.van or geboren <= years_before(dag, bounds.van)) and (
        bounds.tot == 200 or geboren > years_before(dag, bounds.tot)
    )
    assert in_sql == (age in bounds)
    assert Leerling(roepnaam="x", achternaam="y", geboortedatum=geboren, pseudoniem="z").leeftijd(dag) == age


def _birthday(geboren, year):
    try:
        return geboren.replace(year=year)
    except ValueError:
        return date(year, 2, 28) + timedelta(days=1)


def test_every_row_names_known_words_and_every_word_is_explained():
    assert {word for regel in TABEL.regels for word in regel.als} <= set(TABEL.voorwaarden)
    assert len(TABEL.regels) == 333


@pytest.mark.parametrize("text", ['[["onbekend_woord"]]', "[[]]", "[]"])
def test_rules_with_empty_lines_or_unknown_words_do_not_load(text):
    from casus.policy import Handeling, TabelFout
    from casus.policy.handelingen import lees_regels

    good = "\n".join(f'{name} = [["rol:VC"]]' for name in Handeling if name != "taak_zien")
    with pytest.raises(TabelFout):
        lees_regels(f"[handeling]\n{good}\ntaak_zien = {text}")
