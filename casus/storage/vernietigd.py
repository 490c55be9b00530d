"""What was destroyed, written outside the database, so that a copy of before does not bring it back.

One line per destroyed part, only ever added, and on disk before the database forgets: a line without a
destruction is done again, a destruction without a line cannot be.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from casus.storage.kluis import KluisFout

NAAM = "vernietigd.jsonl"


@dataclass(frozen=True)
class Vernietigd:
    """One part: what one owner had of one data domain of one casus, and the keys that went."""

    op: datetime
    casus: UUID
    domein: str
    eigenaar: UUID
    versies: tuple[int, ...]

    def to_json(self) -> str:
        return json.dumps(
            {
                "op": self.op.isoformat(), "casus": str(self.casus), "domein": self.domein,
                "eigenaar": str(self.eigenaar), "versies": list(self.versies),
            }
        )  # fmt: skip

    @classmethod
    def from_json(cls, line: str) -> Vernietigd:
        """A line as `to_json` wrote it.

        Raises:
            KluisFout: it is none.
        """
        try:
            data = json.loads(line)
            moment = datetime.fromisoformat(data["op"])
            versions = tuple(int(number) for number in data["versies"])
            return cls(moment, UUID(data["casus"]), str(data["domein"]), UUID(data["eigenaar"]), versions)
        except (ValueError, KeyError, TypeError) as error:
            raise KluisFout(f"{NAAM}: een regel is onleesbaar. Zet de kopie van dit bestand terug.") from error


@dataclass(frozen=True)
class Lijst:
    """The file beside the keys."""

    path: Path

    @classmethod
    def bij(cls, keys: Path) -> Lijst:
        """The list that belongs to this key file."""
        return cls(keys.with_name(NAAM))

    def lees(self) -> list[Vernietigd]:
        """Every line, the oldest first; an end that was cut off by a power cut counts as never written.

        Raises:
            KluisFout: a line is unreadable.
        """
        if not self.path.exists():
            return []
        whole, _, _torn = self.path.read_text("utf-8", errors="replace").rpartition("\n")
        return [Vernietigd.from_json(line) for line in whole.splitlines()]

    def schrijf(self, regels: Iterable[Vernietigd]) -> None:
        """Add lines; they are on disk when this returns."""
        text = "".join(f"{regel.to_json()}\n" for regel in regels)
        if not text:
            return
        file = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        with os.fdopen(file, "r+b") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            out.truncate(out.read().rfind(b"\n") + 1)
            out.seek(0, os.SEEK_END)
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def vul_aan(self, regels: Iterable[Vernietigd]) -> None:
        """Add those lines that are not in it, as when a copy of the keys brings its own."""
        known = set(self.lees())
        self.schrijf(regel for regel in regels if regel not in known)
