"""The keys in a file of their own, sealed with a passphrase: never beside the data that they open."""

from __future__ import annotations

import json
import secrets
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casus.storage.backup.archive import new_file, place, private_folder
from casus.storage.backup.manifest import KopieFout, fingerprint
from casus.storage.kluis import NONCE, KluisFout, Sleutelbos
from casus.storage.vernietigd import Vernietigd

LIJST = "vernietigd"
MINST = 15
"""Characters in a passphrase."""
ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
"""The second choice of RFC 9106: 64 MiB."""


def write(path: Path, bos: Sleutelbos, passphrase: str, vernietigd: Iterable[Vernietigd] = ()) -> None:
    """Write the keys, and the list of what was destroyed, sealed, to a new file.

    Raises:
        KopieFout: the passphrase is short, or the file is there.
    """
    if len(passphrase) < MINST:
        raise KopieFout(f"De wachtzin is te kort: neem er een van minstens {MINST} tekens, bijvoorbeeld vijf woorden.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE)
    head = {"soort": "casus-sleutels", "formaat": 1, "sleutels": fingerprint(bos), "argon2id": ARGON2}
    head |= {"salt": salt.hex(), "nonce": nonce.hex()}
    content = json.loads(bos.to_json()) | {LIJST: [regel.to_json() for regel in vernietigd]}
    sealed = _cipher(passphrase, salt, ARGON2).encrypt(nonce, json.dumps(content).encode(), _bound(head))
    with private_folder(path) as folder:
        made = folder / "sleutels"
        with new_file(made) as out:
            out.write(json.dumps(head | {"cijfer": sealed.hex()}, indent=2).encode() + b"\n")
        place(made, path)


def read(path: Path, passphrase: str) -> Sleutelbos:
    """The keys of a file.

    Raises:
        KopieFout: it is no key file, or the passphrase is another.
    """
    return read_all(path, passphrase)[0]


def read_all(path: Path, passphrase: str) -> tuple[Sleutelbos, list[Vernietigd]]:
    """The keys of a file, and what was destroyed when it was made.

    Raises:
        KopieFout: it is no key file, or the passphrase is another.
    """
    try:
        head = json.loads(path.read_text("utf-8"))
        sealed = bytes.fromhex(head.pop("cijfer"))
        salt, nonce = bytes.fromhex(head["salt"]), bytes.fromhex(head["nonce"])
        cipher = _cipher(passphrase, salt, head["argon2id"])
        content = cipher.decrypt(nonce, sealed, _bound(head)).decode()
        lines = [Vernietigd.from_json(line) for line in json.loads(content).get(LIJST, [])]
        return Sleutelbos.from_json(content), lines
    except InvalidTag as error:
        raise KopieFout("De wachtzin past niet op dit sleutelbestand, of het bestand is beschadigd.") from error
    except (KluisFout, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KopieFout(f"{path} is geen sleutelbestand van `casus backup --sleutels`.") from error


def _cipher(passphrase: str, salt: bytes, costs: dict[str, int]) -> AESGCM:
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return AESGCM(hash_secret_raw(secret, salt, hash_len=32, type=Type.ID, **costs))


def _bound(head: dict[str, Any]) -> bytes:
    """What is readable in the file cannot be changed either."""
    return json.dumps(head, sort_keys=True).encode()
