"""Every route declares what it needs, and a GET changes nothing but the audit log."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from casus.domain.base import Base
from casus.domain.rol import Rol
from casus.overview.casus_delen import DELEN
from casus.policy import Handeling
from casus.storage import migreren  # noqa: F401  (all tables are mapped)
from casus.web.nodig import AANGEMELD, IEDEREEN, INSTELLEN, wat_nodig

AUDIT = {"auditregel", "instelling"}


def counts(huis):
    with huis.kern.database.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
            if table.name not in AUDIT
        }


def paths(app, casus_id):
    """Every GET of the URL map with real and unknown ids."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            for ident in (str(casus_id), str(uuid4())):
                path = re.sub(r"<uuid:\w+>", ident, re.sub(r"<(?:string:)?\w+>", "x", rule.rule))
                tabs = [f"?deel={deel.code}" for deel in DELEN] if rule.endpoint == "casussen.casus" else [""]
                yield from ((rule.endpoint, path + tab) for tab in tabs)


def test_every_route_declares_what_it_needs(app):
    allowed = {IEDEREEN, AANGEMELD, INSTELLEN, *Handeling}
    with app.app_context():
        undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if wat_nodig(rule.endpoint) not in allowed]
    assert undeclared == []


def test_url_paths_are_kebab_case_and_parameters_typed(app):
    for rule in app.url_map.iter_rules():
        bare = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/\-.]*", bare), rule.rule


@pytest.mark.parametrize("rol", list(Rol))
def test_get_changes_nothing_but_the_audit_log(app, huis, streek, bezoeker, rol):
    casus_id = streek.casus()
    visitor = bezoeker(rol)
    before = counts(huis)
    for _, path in paths(app, casus_id):
        assert visitor.get(path).status_code < 500, path
    assert counts(huis) == before


def test_who_is_not_logged_in_sees_only_the_login_page(app, streek, bezoeker):
    casus_id = streek.casus()
    nobody = bezoeker()
    for endpoint, path in paths(app, casus_id):
        with app.app_context():
            needed = wat_nodig(endpoint)
        if needed != IEDEREEN:
            answer = nobody.get(path)
            assert answer.status_code == 302, path
            assert "/aanmelden" in answer.location
