"""The only room that knows SpiffWorkflow: state in, state out.

What it keeps are flags, dates and ids; what people wrote never comes in here.
"""

from casus.engine.catalogue import Catalogue, Stap
from casus.engine.decisions import Decision, DecisionError, Uitkomst
from casus.engine.dmn import load_decision
from casus.engine.engine import DubbelAfgerond, Engine, NietWachtend, Passage, Stand, Verloop
from casus.engine.lint import Bekend, Melding, defined_in, lint_bpmn
from casus.engine.lint_dmn import lint_dmn

__all__ = [
    "Bekend",
    "Catalogue",
    "Decision",
    "DecisionError",
    "DubbelAfgerond",
    "Engine",
    "Melding",
    "NietWachtend",
    "Passage",
    "Stand",
    "Stap",
    "Uitkomst",
    "Verloop",
    "defined_in",
    "lint_bpmn",
    "lint_dmn",
    "load_decision",
]
