"""Catch what would be on stderr, and leave logging as it was."""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from casus import logs

OWN = logging.getLogger("casus")


@contextmanager
def opgevangen(*, als_json: bool) -> Iterator[io.StringIO]:
    root, stream = logging.getLogger(), io.StringIO()
    before = (root.handlers[:], root.level, OWN.level, sys.excepthook, threading.excepthook)
    logs.stel_in(als_json=als_json, stroom=stream)
    try:
        yield stream
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        OWN.setLevel(before[2])
        sys.excepthook, threading.excepthook = before[3:]
        logging.captureWarnings(False)
