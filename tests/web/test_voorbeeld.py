"""The preview of an advice: what each reader will read, before anything is saved."""

import re
from datetime import UTC, date, datetime

import pytest

from casus.domain.casus import StatusTaak, Taak
from casus.domain.rol import Rol
from casus.forms import Antwoorden, Deel
from casus.forms.antwoorden import Vraag
from casus.overview import lees_casus, lees_voorbeeld
from casus.overview.zinnen import DOMEINNAAM
from casus.services import toestemmingen as consent
from casus.storage import casussen, dossiers
from tests.web.test_dunne_lijn import first_task


@pytest.fixture
def casus_id(streek):
    return streek.casus()


def advies_taak(huis, streek, casus_id):
    """An open task of the jeugdarts, as a model would make it."""
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        jgz = streek.actors[Rol.JA]
        casussen.ensure_grant(db, casus_id, Rol.JA, jgz.organisatie_id, None, "verwijzing")
        taak = Taak(
            id=casus_id, casus_id=casus_id, stap="verzuimgesprek_voeren", proces="signaal_beoordelen", rol=Rol.JA,
            organisatie_id=jgz.organisatie_id, persoon_id=jgz.persoon_id, domein="D10", formulier="verzuimgesprek",
            termijn=date(2026, 9, 8), status=StatusTaak.OPEN, aangemaakt_op=datetime(2026, 9, 1, tzinfo=UTC),
        )  # fmt: skip
        db.add(taak)
        return taak.id


def answers():
    parts = tuple(
        Deel(code, (Vraag("k", f"Vraag {code}", code, f"Antwoord {code}"),)) for code in ("D09", "D10", "D25", "D08")
    )
    return Antwoorden("verzuimgesprek", {}, parts)


def reading(huis, actor, casus_id):
    beeld = lees_casus(huis.bron, actor, casus_id)
    return {(d.code, pair) for d in beeld.domeinen for stuk in d.stukken for pair in stuk.vragen}


@pytest.mark.parametrize("signed", [0, 1, 3])
def test_preview_shows_exactly_what_each_reader_will_read(huis, streek, casus_id, signed):
    taak_id = advies_taak(huis, streek, casus_id)
    jgz = streek.actors[Rol.JA]
    with huis.kern.database.transaction(jgz) as db:
        asked = consent.vraag(huis.kern, db, casussen.read_casus(db, casus_id), "delen_advies").id
    signers = [streek.actors[Rol.OG], streek.tweede_ouder, streek.actors[Rol.LL]]
    for who in signers[:signed]:
        huis.toestemmingen.geef(asked, who, ja=True)
    shown = lees_voorbeeld(huis.bron, jgz, taak_id, answers())
    names = {name: code for code, name in DOMEINNAAM.items()}
    with huis.kern.database.transaction(jgz) as db:
        for deel in answers().delen:
            dossiers.write_stuk(db, casussen.read_casus(db, casus_id), deel.domein, deel.inhoud(), stap="x")
    for lezer, rol in zip(shown, (Rol.MEN, Rol.VC, Rol.OG), strict=True):
        promised = {(names[d.domein], pair) for d in lezer.delen if not d.wacht for pair in d.vragen}
        assert promised == reading(huis, streek.actors[rol], casus_id)
    waiting = [d for lezer in shown for d in lezer.delen if d.wacht]
    assert [d.wacht_op for d in waiting] == (
        [] if signed == 3 else [tuple(sorted(who.naam for who in signers[signed:]))]
    )


def test_task_with_preview_saves_nothing_before_it_is_confirmed(huis, streek, casus_id, bezoeker):
    huis.bron.catalogue.current.elements["signaal_beoordelen", "signaal_wegen"].eigenschappen["voorbeeld"] = "ja"
    petra = bezoeker(Rol.VC)
    task = first_task(petra)
    assert 'name="voorbeeld"' in petra.get(task).get_data(as_text=True)
    page = petra.post(task, voorbeeld="1", zorgelijk="ja", toelichting="Slaapt slecht").get_data(as_text=True)
    assert "Wie leest wat?" in page
    assert "Slaapt slecht" in page
    assert reading(huis, streek.actors[Rol.VC], casus_id) == set()
    fields = dict(re.findall(r'<input type="hidden" name="(zorgelijk|toelichting)" value="([^"]*)">', page))
    seen = re.search(r'name="bekeken" value="([^"]+)"', page)[1]
    assert petra.post(task, ververs="1", **fields).get_data(as_text=True).count("Slaapt slecht") == 1
    assert "Wie leest wat?" in petra.post(task, follow=True, **fields).get_data(as_text=True)
    for claim, words in (("1", "Slaapt slecht"), (seen, "Slaapt weer goed")):  # neither a claim nor other words will do
        changed = petra.post(task, follow=True, bekeken=claim, zorgelijk="ja", toelichting=words)
        assert "Wie leest wat?" in changed.get_data(as_text=True)
        assert reading(huis, streek.actors[Rol.VC], casus_id) == set()
    assert "De taak is afgerond" in petra.post(task, follow=True, bekeken=seen, **fields).get_data(as_text=True)
