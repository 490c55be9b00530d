"""The expression language of models, decisions and forms: a subset of FEEL, without eval.

What stands outside the subset does not parse, so nothing is ever silently read as something else.
"""

from casus.feel.expressions import CANDIDATE, FeelError, compile_expression, compile_tests, constants, names_in
from casus.feel.values import KINDS, Duration, base, checked, day, from_json, plain, same, unique_names

__all__ = [
    "CANDIDATE",
    "KINDS",
    "Duration",
    "FeelError",
    "base",
    "checked",
    "compile_expression",
    "compile_tests",
    "constants",
    "day",
    "from_json",
    "names_in",
    "plain",
    "same",
    "unique_names",
]
