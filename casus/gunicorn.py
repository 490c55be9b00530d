"""The configuration of gunicorn: `gunicorn -c python:casus.gunicorn` from any installation of Casus.

It reads the settings of Casus and refuses with their sentences before any process starts.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from casus import logs
from casus.settings import Settings
from casus.waarden import GEWEIGERD, InstellingFout


def _settings() -> Settings:
    """The settings, when they are safe.

    Raises:
        SystemExit: they are not; with the sentences.
    """
    try:
        found = Settings.from_environment()
        found.controleer()
    except InstellingFout as error:
        sys.stderr.write(f"Casus start niet.\n{error}\n")
        sys.exit(GEWEIGERD)
    return found


_S = _settings()

wsgi_app = "casus.wsgi:app()"
bind = f"{_S.host}:{_S.port}"
proc_name = "casus"
workers = _S.processen
worker_class = "gthread"
threads = _S.draden
preload_app = False
"""Each process opens its own database and engine."""
timeout = 60
graceful_timeout = 8
"""Seconds to finish what is under way after SIGTERM; service managers wait ten and more."""
keepalive = 5
max_requests = 5_000
max_requests_jitter = 500
"""A process is renewed now and then, never all at once."""
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
"""Only CASUS_PROXIES says which forwarded headers are believed."""
control_socket_disable = True
accesslog = None
"""Casus writes a line for every request itself, without paths and addresses."""
logconfig_dict = logs.voor_gunicorn(als_json=_S.json_log)
if os.path.isdir("/dev/shm"):  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def worker_exit(_server: Any, worker: Any) -> None:
    """A process that ends gives its connections back."""
    huis = getattr(getattr(worker, "wsgi", None), "extensions", {}).get("casus")
    if huis is not None:
        huis.kern.database.close()
