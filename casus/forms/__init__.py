"""From `.form` (form-js JSON) to a WTForms class, and back to answers per data domain."""

from casus.forms.antwoorden import Antwoorden, Deel, Vraag
from casus.forms.bouw import build_form, prefill
from casus.forms.schema import Formulier, Formulieren, FormulierFout, Veld, lees_formulier

__all__ = [
    "Antwoorden",
    "Deel",
    "Formulier",
    "FormulierFout",
    "Formulieren",
    "Veld",
    "Vraag",
    "build_form",
    "lees_formulier",
    "prefill",
]
