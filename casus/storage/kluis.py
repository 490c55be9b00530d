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
        own = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        file = os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(file, "w") as out:
            out.write(self.to_json())
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(own, path)
        finally:
            own.unlink()

    @classmethod
    def from_json(cls, raw: str) -> Sleutelbos:
        """The keys as `to_json` wrote them.

        Raises:
            KluisFout: these are no keys.
        """
        try:
            data = json.loads(raw)
            weak = [name for name in ("database", "kluis", "zoek", "cookie") if _is_weak(data[name])]
            bos = cls(data["database"], bytes.fromhex(data["kluis"]), bytes.fromhex(data["zoek"]), data["cookie"])
        except (ValueError, KeyError, TypeError) as error:
            raise KluisFout("it does not hold the keys of Casus") from error
        if weak:
            raise KluisFout(f"{', '.join(weak)} is no key of 32 random bytes")
        return bos

    def to_json(self) -> str:
        return json.dumps(
            {"database": self.database, "kluis": self.kluis.hex(), "zoek": self.zoek.hex(), "cookie": self.cookie}
        )

    def blind(self, soort: str, waarde: str) -> str:
        """The blind index of an exact value."""
        return hmac.new(self.zoek, f"{soort}\0{waarde}".encode(), hashlib.sha256).hexdigest()

    def seal(self, wie: str, tekst: bytes) -> bytes:
        """Seal what leaves the house for a while and only this person may get back."""
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
        """A key apart from those of the vault."""
        return AESGCM(hmac.new(self.kluis, b"buiten de database", hashlib.sha256).digest())


def _is_weak(key: str) -> bool:
    """Too short, or a pattern that somebody typed: 32 random bytes have many different values."""
    raw = bytes.fromhex(key)
    return len(raw) < KEY or len(set(raw)) < KEY // 2


class Kluis:
    """AES-GCM with the place of the field as associated data, so that nothing can be moved."""

    def __init__(self, master: bytes) -> None:
        self._master = AESGCM(master)

    def nieuwe_sleutel(self, casus: UUID, domein: str, versie: int) -> bytes:
        """A new wrapped key of a casus and domain."""
        return self._seal(self._master, AESGCM.generate_key(256), _place("sleutel", casus, domein, versie))

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
        return AESGCM(self._unseal(self._master, ingepakt, aad))

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
