"""The vault: seals and opens fields with a key per casus and data domain."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY = 32


class KluisFout(Exception):  # noqa: N818
    """A field cannot be opened: it was moved, changed, or its key is gone."""


@dataclass(frozen=True)
class Sleutelbos:
    """The keys outside the database: for the file as a whole, the vault, the search index and cookies."""

    database: str
    kluis: bytes
    zoek: bytes
    cookie: str
    vorige: bytes | None = None
    """The key of the vault of before, as long as some keys are still wrapped by it."""

    @classmethod
    def nieuw(cls) -> Sleutelbos:
        return cls(secrets.token_hex(32), secrets.token_bytes(32), secrets.token_bytes(32), secrets.token_hex(32))

    @classmethod
    def lees_of_maak(cls, path: Path) -> Sleutelbos:
        """Read the key file, or make it at first start, readable by its owner only.

        Raises:
            KluisFout: others can read the file, or its keys are no keys.
        """
        if not path.exists():
            with suppress(FileExistsError):  # another process was first: its keys count
                cls.nieuw().schrijf(path)
        return cls.lees(path)

    @classmethod
    def lees(cls, path: Path) -> Sleutelbos:
        """Read the key file.

        Raises:
            KluisFout: others can read the file, or its keys are no keys.
            FileNotFoundError: it is not there.
        """
        if path.stat().st_mode & 0o077:
            raise KluisFout(f"others can read {path.name}: run chmod 600 on it")
        try:
            return cls.from_json(path.read_text("utf-8"))
        except KluisFout as error:
            raise KluisFout(f"{path.name}: {error}") from error

    def schrijf(self, path: Path) -> None:
        """Write a new key file, for its owner only: whole, or not at all.

        Raises:
            FileExistsError: there is one.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        own = self._los(path)
        try:
            os.link(own, path)
        finally:
            own.unlink()

    def vervang(self, path: Path) -> None:
        """Put these keys in the place of those that are there: at every moment the one or the other, whole."""
        self._los(path).replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _los(self, path: Path) -> Path:
        """These keys on disk, beside their place."""
        own = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        file = os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(file, "w") as out:
            out.write(self.to_json())
            out.flush()
            os.fsync(out.fileno())
        return own

    @classmethod
    def from_json(cls, raw: str) -> Sleutelbos:
        """The keys as `to_json` wrote them.

        Raises:
            KluisFout: these are no keys.
        """
        try:
            data = json.loads(raw)
            weak = [name for name in ("database", "kluis", "zoek", "cookie") if _is_weak(data[name])]
            older = bytes.fromhex(data["vorige"]) if data.get("vorige") else None
            bos = cls(
                data["database"], bytes.fromhex(data["kluis"]), bytes.fromhex(data["zoek"]), data["cookie"], older
            )
        except (ValueError, KeyError, TypeError) as error:
            raise KluisFout("it does not hold the keys of Casus") from error
        if weak:
            raise KluisFout(f"{', '.join(weak)} is no key of 32 random bytes")
        return bos

    def to_json(self) -> str:
        data = {"database": self.database, "kluis": self.kluis.hex(), "zoek": self.zoek.hex(), "cookie": self.cookie}
        return json.dumps(data if self.vorige is None else data | {"vorige": self.vorige.hex()})

    def blind(self, soort: str, waarde: str) -> str:
        """The blind index of an exact value."""
        return hmac.new(self.zoek, f"{soort}\0{waarde}".encode(), hashlib.sha256).hexdigest()

    def seal(self, wie: str, tekst: bytes) -> bytes:
        """Seal what only this person may get back: a form that leaves the house for a while, a secret of a login."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._outside().encrypt(nonce, tekst, wie.encode())

    def unseal(self, wie: str, cijfer: bytes) -> bytes:
        """Open what `seal` sealed.

        Raises:
            KluisFout: it was sealed for somebody else, or changed.
        """
        try:
            return self._outside().decrypt(cijfer[:NONCE], cijfer[NONCE:], wie.encode())
        except (InvalidTag, ValueError) as error:
            raise KluisFout("sealed for somebody else, or changed") from error

    def _outside(self) -> AESGCM:
        """A key apart from those of the vault, which may be turned: what was sealed before must open after it."""
        return AESGCM(hmac.new(bytes.fromhex(self.cookie), b"buiten de database", hashlib.sha256).digest())


def _is_weak(key: str) -> bool:
    """Too short, or a pattern that somebody typed: 32 random bytes have many different values."""
    raw = bytes.fromhex(key)
    return len(raw) < KEY or len(set(raw)) < KEY // 2


class Kluis:
    """AES-GCM with the place of the field as associated data, so that nothing can be moved."""

    def __init__(self, master: bytes, vorige: bytes | None = None, bestand: Path | None = None) -> None:
        self._masters = _masters(master, vorige)
        self._ooit: tuple[AESGCM, ...] = ()  # a long read may still see keys as they were before the last turn
        self._bestand = bestand
        self._gezien = _stempel(bestand)

    def herlees(self) -> None:
        """Look whether the key file changed: somebody may be turning the keys while this process works."""
        if self._bestand is None:
            return
        seen = _stempel(self._bestand)
        if seen != self._gezien:
            bos = Sleutelbos.lees(self._bestand)
            self._ooit, self._masters, self._gezien = self._masters, _masters(bos.kluis, bos.vorige), seen

    def is_nieuwst(self, ingepakt: bytes, casus: UUID, domein: str, versie: int) -> bool:
        """Whether the newest master wrapped this key."""
        try:
            self._unseal(self._masters[0], ingepakt, _place("sleutel", casus, domein, versie))
        except KluisFout:
            return False
        return True

    def opent(self, ingepakt: bytes, casus: UUID, domein: str, versie: int) -> bool:
        """Whether a master that is known now wrapped this key."""
        try:
            self._unwrap(ingepakt, _place("sleutel", casus, domein, versie))
        except KluisFout:
            return False
        return True

    def pak_over(self, ingepakt: bytes, casus: UUID, domein: str, versie: int) -> bytes:
        """The same key, wrapped by the newest master.

        Raises:
            KluisFout: no master opens it.
        """
        aad = _place("sleutel", casus, domein, versie)
        return self._seal(self._masters[0], self._unwrap(ingepakt, aad), aad)

    def nieuwe_sleutel(self, casus: UUID, domein: str, versie: int) -> bytes:
        """A new wrapped key of a casus and domain."""
        self.herlees()
        return self._seal(self._masters[0], AESGCM.generate_key(256), _place("sleutel", casus, domein, versie))

    def verzegel(self, ingepakt: bytes, place: Plaats, tekst: bytes) -> bytes:
        """Seal bytes for one field."""
        return self._seal(self._open_key(ingepakt, place), tekst, place.aad)

    def open(self, ingepakt: bytes, place: Plaats, cijfer: bytes) -> bytes:
        """Open the bytes of one field.

        Raises:
            KluisFout: the bytes were not sealed for this place.
        """
        return self._unseal(self._open_key(ingepakt, place), cijfer, place.aad)

    def _open_key(self, ingepakt: bytes, place: Plaats) -> AESGCM:
        aad = _place("sleutel", place.casus, place.domein, place.versie)
        try:
            return AESGCM(self._unwrap(ingepakt, aad))
        except KluisFout:
            self.herlees()
            return AESGCM(self._unwrap(ingepakt, aad, self._ooit))

    def _unwrap(self, ingepakt: bytes, aad: bytes, extra: tuple[AESGCM, ...] = ()) -> bytes:
        masters = self._masters + extra
        for master in masters[:-1]:
            with suppress(KluisFout):
                return self._unseal(master, ingepakt, aad)
        return self._unseal(masters[-1], ingepakt, aad)

    @staticmethod
    def _seal(key: AESGCM, plain: bytes, aad: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + key.encrypt(nonce, plain, aad)

    @staticmethod
    def _unseal(key: AESGCM, sealed: bytes, aad: bytes) -> bytes:
        try:
            return key.decrypt(sealed[:NONCE], sealed[NONCE:], aad)
        except InvalidTag as error:
            raise KluisFout("the field was moved or changed") from error


def _masters(master: bytes, vorige: bytes | None) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(key) for key in (master, vorige) if key is not None)


def _stempel(path: Path | None) -> tuple[int, int] | None:
    """Changes with the file."""
    if path is None or not path.exists():
        return None
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns


@dataclass(frozen=True)
class Plaats:
    """Where a sealed field stands: table, id, casus, domain and key version."""

    tabel: str
    id: UUID
    casus: UUID
    domein: str
    versie: int

    @property
    def aad(self) -> bytes:
        return _place(f"{self.tabel}|{self.id}", self.casus, self.domein, self.versie)


def _place(what: str, casus: UUID, domein: str, versie: int) -> bytes:
    return f"{what}|{casus}|{domein}|{versie}".encode()
