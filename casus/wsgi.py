"""For WSGI servers: `casus.wsgi:app()` is the application, with the settings of the environment."""

from __future__ import annotations

import logging

from flask import Flask

from casus.app import create_app, open_om_te_dienen
from casus.domain.fouten import CasusFout
from casus.settings import Settings
from casus.waarden import InstellingFout

LOG = logging.getLogger("casus.wsgi")


def app() -> Flask:
    """The application; the worker runs apart, as `casus worker`.

    Raises:
        InstellingFout: the settings are not safe.
    """
    try:
        return create_app(open_om_te_dienen(Settings.from_environment()))
    except (InstellingFout, CasusFout) as error:
        LOG.critical(str(error))  # a web server would tell only its kind
        raise
