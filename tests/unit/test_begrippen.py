"""Every noun that is kept stands in the glossary, and every word of the glossary is a noun that is kept."""

import importlib
import pkgutil
import tomllib
from pathlib import Path

import casus.domain
from casus.domain.base import Base

GLOSSARY = Path(__file__).parents[2] / "docs" / "begrippen.toml"


def test_domain_classes_and_glossary_agree():
    for module in pkgutil.iter_modules(casus.domain.__path__):
        importlib.import_module(f"casus.domain.{module.name}")
    words = tomllib.loads(GLOSSARY.read_text("utf-8"))
    classes = {
        mapper.class_.__name__ for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("casus.")
    }
    assert classes - set(words) == set()
    assert set(words) - classes == set()
    for word, entry in words.items():
        assert {"betekenis", "bron", "engels"} <= set(entry), word
