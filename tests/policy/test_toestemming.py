"""Consent: who signs by age, one refusal or withdrawal closes at once, and only complete opens."""

from datetime import date

import pytest

from casus.domain.fouten import NietGevonden, OngeldigeInvoer
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.domain.toestemming import Besluit, StatusToestemming, Toestemming, status_van
from casus.overview import lees_casus
from casus.services import toestemmingen as service
from casus.storage import casussen, dossiers, toestemmingen


@pytest.fixture
def advies(huis, streek):
    """A casus with an advice of the JGZ and the question to share it with school."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        casus = casussen.read_casus(db, casus_id)
        dossiers.write_stuk(db, casus, "D09", {"vragen": [["a", "Advies", "x", "2 uur per dag"]]}, stap="advies")
        return casus_id, service.vraag(huis.kern, db, casus, "delen_advies").id


def reads_advice(huis, actor, casus_id) -> bool:
    beeld = lees_casus(huis.bron, actor, casus_id)
    return any(d.code == "D09" and d.stukken for d in beeld.domeinen)


def test_all_who_must_sign_open_the_gate_and_one_withdrawal_closes_it(huis, streek, advies, klok):
    casus_id, consent = advies
    petra = streek.actors[Rol.VC]
    for signer in (streek.actors[Rol.OG], streek.tweede_ouder, streek.actors[Rol.LL]):
        assert not reads_advice(huis, petra, casus_id)
        huis.toestemmingen.geef(consent, signer, ja=True)
    assert reads_advice(huis, petra, casus_id)
    assert not reads_advice(huis, streek.actors[Rol.MEN], casus_id)
    klok.verder(minutes=1)
    huis.toestemmingen.trek_in(consent, streek.tweede_ouder)
    assert not reads_advice(huis, petra, casus_id)
    with pytest.raises(OngeldigeInvoer):
        huis.toestemmingen.geef(consent, streek.actors[Rol.OG], ja=True)
    assert not reads_advice(huis, petra, casus_id)


def test_one_refusal_closes_it_for_good(huis, streek, advies):
    casus_id, consent = advies
    huis.toestemmingen.geef(consent, streek.actors[Rol.OG], ja=False)
    huis.toestemmingen.geef(consent, streek.tweede_ouder, ja=True)
    huis.toestemmingen.geef(consent, streek.actors[Rol.LL], ja=True)
    assert not reads_advice(huis, streek.actors[Rol.VC], casus_id)


def test_who_was_not_asked_cannot_sign(huis, streek, advies):
    for rol in (Rol.VC, Rol.JA, Rol.MEN, Rol.OZ):
        with pytest.raises(NietGevonden):
            huis.toestemmingen.geef(advies[1], streek.actors[rol], ja=True)


def test_paper_needs_a_scan_and_is_recorded_by_staff(huis, streek, advies):
    casus_id, consent = advies
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        ids = [s.id for s in toestemmingen.signatures(db, consent)]
    with pytest.raises(OngeldigeInvoer):
        huis.toestemmingen.leg_vast(consent, ids[0], streek.actors[Rol.VC], ja=True, bewijs=None)
    for ident in ids:
        huis.toestemmingen.leg_vast(consent, ident, streek.actors[Rol.VC], ja=True, bewijs=("brief.pdf", b"%PDF-"))
    assert reads_advice(huis, streek.actors[Rol.VC], casus_id)


@pytest.mark.parametrize(
    ("born", "signers"),
    [("2014-09-02", {"OG"}), ("2014-09-01", {"OG", "LL"}), ("2010-09-02", {"OG", "LL"}), ("2010-09-01", {"LL"})],
)
def test_signers_follow_the_birthday(huis, streek, born, signers):
    """The clock stands at 2026-09-01: the day before and the day of the 12th and 16th birthday."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.session.get_one(Leerling, streek.leerling_id).geboortedatum = date.fromisoformat(born)
        found = service.ondertekenaars(huis.kern, db, casussen.read_casus(db, casus_id), medisch=True)
    assert {str(rol) for rol, _ in found} == signers


@pytest.mark.parametrize(
    ("words", "withdrawn", "status"),
    [
        ([None, None], False, "gevraagd"), ([True, None], False, "deels"), ([True, True], False, "compleet"),
        ([True, False], False, "geweigerd"), ([False, None], False, "geweigerd"), ([True, True], True, "ingetrokken"),
        ([False, True], True, "ingetrokken"), ([], False, "gevraagd"),
    ],
)  # fmt: skip
def test_status_is_what_all_words_make(words, withdrawn, status):
    assert status_van([Besluit(word) for word in words], ingetrokken=withdrawn) == StatusToestemming(status)


def test_asking_twice_is_one_request(huis, streek, advies):
    casus_id, consent = advies
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        assert service.vraag(huis.kern, db, casussen.read_casus(db, casus_id), "delen_advies").id == consent
        assert db.session.query(Toestemming).count() == 1
