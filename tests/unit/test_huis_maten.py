"""The measures of the house: short files, short functions, no role named outside the tables."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "casus"
FILES = [path for path in ROOT.rglob("*.py") if "migrations/versions" not in path.as_posix()]


def functions(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_400_lines():
    assert [path.name for path in FILES if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_the_median_file_fits_in_one_look():
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in FILES if path.name != "__init__.py")
    assert lengths[len(lengths) // 2] <= 130


def test_no_function_is_longer_than_40_lines():
    long = [(path.name, name, length) for path in FILES for name, length in functions(path) if length > 40]
    assert long == []


def test_no_rule_names_a_role_in_the_pages_or_the_services():
    """Who may do what stands in the tables; a page asks `mag`, a service asks the rule."""
    rule = re.compile(r"rol\s*(==|!=|is|in)\s*[(\"']?\s*(Rol\.|[\"'])")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for room in ("web", "app.py")
        for path in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if rule.search(line)
    ]
    assert found == []
    templates = ROOT.parent / "templates"
    assert [p.name for p in templates.rglob("*.html") if re.search(r"rol\s*==\s*[\"']", p.read_text("utf-8"))] == []
