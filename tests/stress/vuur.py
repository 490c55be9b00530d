"""One run: all rounds on one database, with a judgement after each."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.postgres import Server
from tests.stress import brieven, rondes, spoor
from tests.stress.rechter import oordeel
from tests.stress.toneel import Toneel, bouw

BUITEN_BEREIK = ("OperationalError", "InterfaceError", "DisconnectionError", "DatabaseError", "DBAPIError")
"""What a service may raise while the database is away: the database's own words, none of ours."""


T = TypeVar("T")


@dataclass(frozen=True)
class Maat:
    """How long and how often."""

    casussen: int
    raak: int
    """Kills that must land in the middle of a step."""
    seconden: float
    """For the kills, at most."""
    keer: int
    samen: int
    zestien: float
    brieven: int
    mensen: int
    """Writers at a restart, and about as many people at the web server."""


KORT = Maat(casussen=8, raak=6, seconden=6, keer=1, samen=8, zestien=0, brieven=6, mensen=1)
LANG = Maat(casussen=20, raak=110, seconden=150, keer=4, samen=200, zestien=15, brieven=60, mensen=3)


@dataclass
class Uitslag:
    """The counts of one run."""

    database: str
    raak: int = 0
    bevestigd: int = 0
    gevonden: int = 0
    kwijt: int = 0
    dubbel: int = 0
    stuk: int = 0
    auditregels: int = 0
    werk: int = 0
    timers: int = 0
    brieven: int = 0
    vaker: int = 0
    """Deliveries of a mail beyond its first, under the same Message-ID."""
    paginas: Counter[str] = field(default_factory=Counter)
    klachten: list[str] = field(default_factory=list)

    @property
    def goed(self) -> bool:
        return not (self.kwijt or self.dubbel or self.stuk or self.klachten)

    def regel(self) -> str:
        """The last line of a run."""
        pages = self.paginas.total()
        broken = sum(times for name, times in self.paginas.items() if not name.endswith(" ok"))
        shown = f"{pages} (all pages)" if not broken else f"{pages} ({broken} no page)"
        return (
            f"stress: {self.database}: kills landed {self.raak}, steps confirmed {self.bevestigd}, "
            f"found {self.gevonden}, lost {self.kwijt}, doubled {self.dubbel}, errors shown {shown}, "
            f"mails {self.brieven} (sent again {self.vaker}), jobs {self.werk}, timers {self.timers}, audit rows {self.auditregels} "
            f"{'verified' if not self.stuk else 'NOT VERIFIED'}"
        )


@dataclass
class Loop:
    """Plays rounds on one stage and keeps the score."""

    toneel: Toneel
    uitslag: Uitslag
    zeg: Callable[[str], None]
    gezien: Counter[str] = field(default_factory=Counter)
    """Unworded errors of earlier rounds."""

    def ronde(self, naam: str, speel: Callable[[], T], *, buiten: bool = False) -> T | None:
        """Play one round, let everything come to rest, and judge. `buiten`: the database goes away in it."""
        start = time.monotonic()
        try:
            outcome = speel()
        except TimeoutError as fout:
            outcome = None
            self.uitslag.klachten.append(f"{naam}: {fout}")
        played = time.monotonic()
        parked = rondes.tot_rust(self.toneel)
        found = oordeel(self.toneel)
        self._fouten(naam, buiten=buiten)
        self.uitslag.kwijt += len(found.kwijt)
        self.uitslag.dubbel += len(found.dubbel)
        self.uitslag.stuk += len(found.stuk)
        self.uitslag.klachten += [f"{naam}: {each}" for each in [*found.kwijt, *found.dubbel, *found.stuk][:5]]
        self.zeg(
            f"  {naam}: {outcome}, steps {found.bevestigd}/{found.gevonden}, jobs {found.werk} (parked {parked}), "
            f"timers {found.timers}, {'good' if found.goed else 'NOT GOOD'}, "
            f"{played - start:.0f} + {time.monotonic() - played:.0f} s"
        )
        self.laatste = found
        return outcome

    def _fouten(self, naam: str, *, buiten: bool) -> None:
        """An error without words reached a person: wrong, unless the database itself was away."""
        said = spoor.lees(self.toneel.sporen).fouten
        fresh, self.gezien = said - self.gezien, said
        away = BUITEN_BEREIK if buiten else ()
        self.uitslag.klachten += [
            f"{naam}: {times} × {error}" for error, times in fresh.items() if not error.startswith(away)
        ]

    def klaar(self) -> None:
        """Add this stage to the score of the run."""
        said = spoor.lees(self.toneel.sporen)
        self.uitslag.bevestigd += self.laatste.bevestigd
        self.uitslag.gevonden += self.laatste.gevonden
        self.uitslag.werk += self.laatste.werk
        self.uitslag.timers += self.laatste.timers
        self.uitslag.auditregels += self.laatste.auditregels
        self.uitslag.paginas += said.paginas
        wrong = {name: times for name, times in said.paginas.items() if not name.endswith(" ok")}
        self.uitslag.klachten += [f"page: {times} × {name}" for name, times in wrong.items()]


def op_sqlcipher(maat: Maat, zeg: Callable[[str], None]) -> Uitslag:
    """All rounds on the embedded database."""
    uitslag = Uitslag("sqlcipher")
    with _map() as folder:
        loop = Loop(bouw(folder, f"sqlite:///{folder / 'casus.db'}", maat.casussen), uitslag, zeg)
        _rondes(loop, maat)
        loop.klaar()
    if maat is KORT:
        return uitslag
    if os.geteuid() != 0:
        zeg("  disk full: skipped, a small disk can only be mounted by root")
        return uitslag
    with _map() as folder, _kleine_schijf(folder) as disk:
        loop = Loop(bouw(folder, f"sqlite:///{disk / 'casus.db'}", 3), uitslag, zeg)
        ballast = _ballast(disk)
        told = loop.ronde("disk full", lambda: rondes.vollopen(loop.toneel, ballast.unlink, 20), buiten=True)
        if not told:
            uitslag.klachten.append("disk full: the disk did not fill, or nobody was told")
        loop.klaar()
    return uitslag


def op_postgresql(maat: Maat, zeg: Callable[[str], None]) -> Uitslag:
    """All rounds on a PostgreSQL of our own, that is restarted under everybody's hands."""
    uitslag, server = Uitslag("postgresql"), Server()
    try:
        with _map() as folder:
            loop = Loop(bouw(folder, server.url, maat.casussen), uitslag, zeg)
            _rondes(loop, maat)
            loop.ronde(
                "restarts", lambda: rondes.herstarten(loop.toneel, maat.keer, server.herstart, maat.mensen), buiten=True
            )
            loop.klaar()
    finally:
        server.sluit()
    return uitslag


def _rondes(loop: Loop, maat: Maat) -> None:
    """What is the same on both databases; in the short form most of it happens to the same people at once."""
    if maat is KORT:
        landed = loop.ronde("all at once", lambda: rondes.ineens(loop.toneel, maat.raak, maat.seconden))
        loop.uitslag.raak += landed.raak if landed else 0
    else:
        _apart(loop, maat)
    loop.uitslag.klachten += loop.ronde("two on one task", lambda: rondes.samen(loop.toneel, maat.samen)) or []
    _post(loop, maat)


def _post(loop: Loop, maat: Maat) -> None:
    """Mail goes out, at least once and under one name."""
    found = loop.ronde(
        "mail", lambda: brieven.bezorgen(loop.toneel, maat.brieven // 3, maat.seconden, maat.brieven // 3)
    )
    if found:
        loop.uitslag.raak += found.raak
        loop.uitslag.brieven, loop.uitslag.vaker = found.verzonden, found.vaker
        loop.uitslag.klachten += found.klachten


def _apart(loop: Loop, maat: Maat) -> None:
    """Each thing that goes wrong in a round of its own."""
    loop.uitslag.raak += int(
        loop.ronde("kill -9", lambda: rondes.doodslaan(loop.toneel, maat.raak, maat.seconden)) or 0
    )
    loop.ronde("asleep past the lease", lambda: rondes.inslapen(loop.toneel, maat.keer))
    loop.uitslag.raak += int(loop.ronde("clock", lambda: rondes.terug_in_de_tijd(loop.toneel, maat.keer)) or 0)
    loop.ronde("sixteen writers", lambda: rondes.zestien(loop.toneel, maat.zestien))


@contextmanager
def _map() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="casus-vuur-") as folder:
        yield Path(folder)


@contextmanager
def _kleine_schijf(folder: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    disk = folder / "schijf"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def _ballast(disk: Path) -> Path:
    """A file that leaves little room, to be thrown away when room is needed."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - 400_000)))
    return ballast
