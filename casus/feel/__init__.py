"""The expression language of models, decisions and forms: a subset of FEEL, without eval.

What stands outside the subset does not parse, so nothing is ever silently read as something else.
"""

from casus.feel.expressions import FeelError, compile_expression, compile_tests, names_in
from casus.feel.values import Duration, from_json, plain

__all__ = [
    "Duration",
    "FeelError",
    "compile_expression",
    "compile_tests",
    "from_json",
    "names_in",
    "plain",
]
