"""What a backup says about itself: enough to check it, nothing about people."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass

from casus.domain.fouten import CasusFout
from casus.storage.kluis import Sleutelbos

FORMAAT = 1
EMBEDDED, POSTGRES = "sqlcipher", "postgresql"


class KopieFout(CasusFout):
    """A backup cannot be made, read or restored; the sentence says why and what to do."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__()


@dataclass(frozen=True)
class Inhoud:
    """What was in the database at the moment of the backup."""

    schema: str
    """Its revision."""
    rijen: dict[str, int]
    """Rows per table."""
    audit_kop: str
    """`number:hash` of the newest link of the audit log; empty when this kind of database had none yet."""


@dataclass(frozen=True)
class Manifest:
    """The words beside the data."""

    formaat: int
    soort: str
    versie: str
    """Of Casus."""
    moment: str
    """ISO 8601, in UTC."""
    sleutels: str
    """Which keys open it; says nothing about the keys themselves."""
    postgres: int
    """The major version of the server, 0 when embedded."""
    inhoud: Inhoud

    def to_json(self, sha256: str, bytes_: int) -> bytes:
        return json.dumps(asdict(self) | {"sha256": sha256, "bytes": bytes_}, indent=2).encode() + b"\n"


def from_json(raw: bytes) -> tuple[Manifest, str, int]:
    """The manifest, and the hash and the size of the data.

    Raises:
        KopieFout: it is not one, or a newer version made it.
    """
    try:
        data = json.loads(raw)
        if data["formaat"] > FORMAAT:
            raise KopieFout("Deze kopie is gemaakt door een nieuwere versie van Casus. Installeer die versie eerst.")
        sha256, size = str(data.pop("sha256")), int(data.pop("bytes"))
        return Manifest(**data | {"inhoud": Inhoud(**data["inhoud"])}), sha256, size
    except (ValueError, KeyError, TypeError) as error:
        raise KopieFout("Dit bestand is geen kopie van Casus, of het is beschadigd.") from error


def fingerprint(bos: Sleutelbos) -> str:
    """The name of a set of keys."""
    secret = bos.kluis + bos.zoek + bytes.fromhex(bos.database)
    return hmac.new(secret, b"casus: which keys are these", hashlib.sha256).hexdigest()[:24]
