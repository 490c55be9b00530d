"""The keuzehulp and the Variawet category: every input there is, against a second reading of the scheme."""

from itertools import product
from pathlib import Path

import pytest

from casus.engine import load_decision

WORKFLOWS = Path(__file__).parents[2] / "workflows"
KEUZEHULP = load_decision((WORKFLOWS / "keuzehulp.dmn").read_bytes())
CATEGORIE = load_decision((WORKFLOWS / "variawet-categorie.dmn").read_bytes())
JA_NEE = ("ja", "nee")


def boom(ziek, vermoeden, vakantie, leeftijd, vier_weken, uren16, afspraak):
    """The drawn tree of the verzuimloket, box by box; four weeks is asked before sixteen hours."""
    if ziek == "ja":
        return "OVERIG" if vermoeden == "ja" else "GEEN"
    if vakantie == "ja":
        return "LUXE"
    if leeftijd >= 18:
        if vier_weken == "ja":
            return "RMC"
        return "16U_V4" if afspraak == "ja" and uren16 == "ja" else "OVERIG"
    if vier_weken == "ja":
        return "LRV"
    return "16U_V3" if uren16 == "ja" else "OVERIG"


def test_keuzehulp_follows_the_tree_for_every_pupil():
    for sk, plichtig, ziek, vermoeden, vakantie, leeftijd, weken, uren, afspraak, eerder in product(
        JA_NEE, JA_NEE, JA_NEE, JA_NEE, JA_NEE, (4, 17, 18, 23), JA_NEE, JA_NEE, JA_NEE, JA_NEE
    ):
        feiten = {
            "startkwalificatie": sk, "plichtig": plichtig, "ziek": ziek, "vermoeden_ongeoorloofd": vermoeden,
            "vakantie_zonder_verlof": vakantie, "leeftijd_eerste_verzuimdag": leeftijd, "continu_4_schoolweken": weken,
            "uren16_in_4_lesweken": uren, "afspraak_18plus": afspraak, "eerdere_melding": eerder,
        }  # fmt: skip
        uitkomst = KEUZEHULP.decide(feiten).waarde
        buiten = sk == "ja" or plichtig == "nee"
        assert uitkomst["melding"] == (
            "GEEN" if buiten else boom(ziek, vermoeden, vakantie, leeftijd, weken, uren, afspraak)
        )
        if uitkomst["melding"] == "LRV":
            had_gemoeten = uitkomst["bijwerking"] == "melding_16_uur_had_gemoeten"
            assert had_gemoeten is (eerder == "nee")


@pytest.mark.parametrize(
    ("melding", "verplicht"),
    [("GEEN", "nvt"), ("OVERIG", "nee"), ("LUXE", "ja"), ("RMC", "ja"), ("16U_V4", "afspraak"), ("16U_V3", "ja"), ("LRV", "ja")],
)  # fmt: skip
def test_each_kind_of_melding_says_whether_it_must(melding, verplicht):
    rows = [regel.outputs for regel in KEUZEHULP.rules if regel.outputs[0] == f'"{melding}"']
    assert {row[1] for row in rows} == {f'"{verplicht}"'}


def categorie(onderwijs, reden):
    """A, then B, then C, then D, as the beleidsregel orders them."""
    if reden in ("geen_plek", "geen_personeel"):
        return "GEEN"
    if onderwijs == "inrichting":
        return "GEEN" if reden == "programma_wec" else "C"
    if reden == "programma_wec":
        return "GEEN" if onderwijs == "so" else "C"
    if reden == "behandeling":
        return "A" if onderwijs == "so" else "B"
    return "B" if reden == "medisch" else "D"


def test_category_for_every_pupil_and_none_for_a_school_without_place():
    redenen = ("behandeling", "medisch", "programma_wec", "lichamelijk_psychisch", "geen_plek", "geen_personeel")
    for onderwijs, reden in product(("so", "bo", "vo", "inrichting"), redenen):
        given = {"variawet_onderwijs": onderwijs, "variawet_reden": reden}
        assert CATEGORIE.decide(given).waarde == {"variawet_categorie": categorie(onderwijs, reden)}
