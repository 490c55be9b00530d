"""What people write never reaches the engine: tried on every form, with any text in every field."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from casus.engine.engine import checked
from casus.forms import Antwoorden, Formulieren, build_form
from casus.settings import data_folder

FORMULIEREN = list(Formulieren(data_folder("forms")))
ZIN = "Fenna heeft thuis verteld dat zij bang is"


def value(veld):
    """Anything that a person could answer."""
    choices = [keuze for keuze, _ in veld.keuzes]
    return {
        "radio": st.sampled_from(choices or [""]),
        "select": st.sampled_from(choices or [""]),
        "checklist": st.lists(st.sampled_from(choices or [""]), unique=True),
        "checkbox": st.booleans(),
        "number": st.decimals(0, 999, places=0).map(lambda n: Decimal(int(n))),
        "datetime": st.times(max_value=time(23, 59)) if veld.subtype == "time" else st.dates(date(2020, 1, 1)),
    }.get(veld.type, st.text(min_size=1).map(lambda text: ZIN + text))


def filled(formulier):
    fields = {veld.key: value(veld) for veld in formulier.invoer if veld.type != "filepicker"}
    return st.fixed_dictionaries({}, optional=fields)


@pytest.mark.parametrize("formulier", FORMULIEREN, ids=lambda formulier: formulier.id)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_flags_hold_words_numbers_and_dates_only(formulier, data):
    antwoorden = Antwoorden.van(formulier, data.draw(filled(formulier)))
    assert set(antwoorden.vlaggen) <= {veld.key for veld in formulier.invoer if veld.stuurt}
    assert checked(antwoorden.vlaggen) == antwoorden.vlaggen
    assert ZIN not in repr(antwoorden.vlaggen)


@pytest.mark.parametrize("formulier", FORMULIEREN, ids=lambda formulier: formulier.id)
def test_a_sentence_posted_into_a_steering_field_is_refused(formulier):
    for veld in formulier.invoer:
        if veld.stuurt and veld.type != "checkbox":
            alone = type(formulier)(formulier.id, formulier.titel, (veld,))
            form = build_form(alone, {})(MultiDict({veld.key: ZIN})) if veld.verborgen_als is None else None
            assert form is None or not form.validate(), veld.key
