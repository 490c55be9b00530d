"""One file per backup: a plain tar with `data` and `manifest.json`, whole or not there."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from casus.storage.backup.manifest import KopieFout, Manifest, from_json

DATA, MANIFEST = "data", "manifest.json"
BLOK = 1 << 20
"""Bytes in one go."""
VOL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
Step = Callable[[int, int], None]
"""Is told how much of how much is done."""


@contextmanager
def private_folder(target: Path) -> Iterator[Path]:
    """A folder beside the target for what is not finished, for its owner only, always taken away.

    Raises:
        KopieFout: something stands in the way, or there is no room.
    """
    refuse_existing(target)
    if not target.parent.is_dir():
        raise KopieFout(f"De map {target.parent} bestaat niet.")
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".deel", dir=target.parent))
    try:
        yield folder
    except OSError as error:
        if error.errno in VOL:
            raise no_room(target) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def no_room(target: Path) -> KopieFout:
    return KopieFout(f"Er is te weinig ruimte in {target.parent}. Er is niets geschreven.")


def refuse_existing(target: Path) -> None:
    """Never write over anything.

    Raises:
        KopieFout: it is there.
    """
    if target.exists() or target.is_symlink():
        raise KopieFout(f"{target} bestaat al. Er is niets overschreven.")


def new_file(path: Path) -> IO[bytes]:
    """A file that was not there, for its owner only."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def place(made: Path, target: Path) -> None:
    """Give a finished file its name, at once and for its owner only, unless somebody took the name meanwhile."""
    made.chmod(0o600)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(made, target)
    except FileExistsError:
        refuse_existing(target)
    except OSError:  # a file system without links
        refuse_existing(target)
        made.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class _Hashing:
    """Reads a file and keeps the hash of what was read."""

    def __init__(self, file: IO[bytes], step: Callable[[int], None] = lambda _done: None) -> None:
        self.file, self.step, self.sha256 = file, step, hashlib.sha256()
        self.done = 0

    def read(self, size: int = BLOK) -> bytes:
        block = self.file.read(size)
        self.sha256.update(block)
        self.done += len(block)
        self.step(self.done)
        return block


def pack(data: Path, manifest: Manifest, target: Path) -> None:
    """Data and manifest become one tar; `data` is a temporary file in a private folder."""
    made = data.with_name("kopie.tar")
    size = data.stat().st_size
    with new_file(made) as out, data.open("rb") as source, tarfile.open(fileobj=out, mode="w") as tar:
        hashed = _Hashing(source)
        tar.addfile(_member(DATA, size, manifest.moment), hashed)
        raw = manifest.to_json(hashed.sha256.hexdigest(), size)
        tar.addfile(_member(MANIFEST, len(raw), manifest.moment), io.BytesIO(raw))
    place(made, target)


def _member(name: str, size: int, moment: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, datetime.fromisoformat(moment).timestamp()
    return info


class Archive:
    """A backup to read from."""

    def __init__(self, path: Path) -> None:
        """Open it and read its manifest.

        Raises:
            KopieFout: it is no backup, or a damaged one.
        """
        self.path = path
        with ExitStack() as opened:
            try:
                self._tar = opened.enter_context(tarfile.open(path, "r:"))
                raw = self._member(MANIFEST).read()
            except (tarfile.TarError, EOFError) as error:
                raise KopieFout(f"{path} is geen kopie van Casus, of het is beschadigd.") from error
            self.manifest, self.sha256, self.size = from_json(raw)
            self._close = opened.pop_all()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_error: Any) -> None:
        self._close.close()

    def _member(self, name: str) -> IO[bytes]:
        try:
            found = self._tar.extractfile(name)
        except KeyError as error:
            raise KopieFout(f"{self.path} is geen kopie van Casus: {name} ontbreekt.") from error
        if found is None:
            raise KopieFout(f"{self.path} is geen kopie van Casus.")
        return found

    def data(self) -> IO[bytes]:
        """The data, from their first byte."""
        return self._member(DATA)

    def check(self, step: Step) -> None:
        """Read all of it once.

        Raises:
            KopieFout: a byte is not what it was.
        """
        with self.data() as source:
            hashed = _Hashing(source, lambda done: step(done, self.size))
            try:
                while hashed.read():
                    pass
            except (tarfile.TarError, EOFError) as error:
                raise KopieFout(f"{self.path} is niet heel: het eind ontbreekt.") from error
        if (hashed.done, hashed.sha256.hexdigest()) != (self.size, self.sha256):
            raise KopieFout(f"{self.path} is beschadigd: de controlesom klopt niet. Neem een andere kopie.")

    def copy_to(self, target: Path) -> None:
        """The data as a file for its owner only."""
        with (
            self.data() as source,
            os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out,
        ):
            shutil.copyfileobj(source, out, BLOK)
