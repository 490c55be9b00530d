"""Every feature file under this folder."""

from pytest_bdd import scenarios

scenarios(".")
