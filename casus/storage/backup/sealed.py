"""A stream sealed in blocks, so that a PostgreSQL dump is as unreadable without its keys as the embedded database."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casus.storage.backup.manifest import KopieFout
from casus.storage.kluis import Sleutelbos

BLOK = 1 << 20
TAG = 16
SALT = 16


def _cipher(bos: Sleutelbos, salt: bytes) -> AESGCM:
    """A key for one stream only, so that blocks may simply be counted."""
    return AESGCM(HKDF(SHA256(), 32, salt, b"casus: a dump").derive(bytes.fromhex(bos.database)))


def _nonce(number: int, *, last: bool) -> bytes:
    """Blocks cannot change places, and the end cannot be cut off."""
    return number.to_bytes(11, "big") + bytes([last])


def seal(source: IO[bytes], target: IO[bytes], bos: Sleutelbos) -> None:
    """Write what the source gives, sealed."""
    salt = secrets.token_bytes(SALT)
    cipher = _cipher(bos, salt)
    target.write(salt)
    block, number = source.read(BLOK), 0
    while True:
        following = source.read(BLOK)
        target.write(cipher.encrypt(_nonce(number, last=not following), block, None))
        if not following:
            return
        block, number = following, number + 1


def opened(source: IO[bytes], bos: Sleutelbos) -> Iterator[bytes]:
    """The blocks as they were.

    Raises:
        KopieFout: other keys sealed it, or it was changed or cut off.
    """
    cipher = _cipher(bos, source.read(SALT))
    block, number = source.read(BLOK + TAG), 0
    while True:
        following = source.read(BLOK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), block, None)
        except InvalidTag as error:
            raise KopieFout("De kopie gaat niet open met deze sleutels, of is beschadigd.") from error
        if not following:
            return
        block, number = following, number + 1
