"""One uploaded file, by the same rule as the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import Geweigerd, NietGevonden
from casus.overview.bron import Bron
from casus.overview.werklijst import ALLES
from casus.overview.zicht import kijk
from casus.policy import leesbaar
from casus.storage import Transactie, dossiers

LEZEN = "document_gelezen"


@dataclass(frozen=True)
class Document:
    """A file as it was uploaded."""

    naam: str
    data: bytes


def lees_document(bron: Bron, actor: Actor, stuk_id: UUID) -> Document:
    """The bytes of an uploaded file.

    Raises:
        NietGevonden: not there, no file, or the reader may not know of it.
        Geweigerd: the reader may know that it is there, not read it.
    """
    with bron.lezen(actor) as db:
        stuk = readable_stuk(db, stuk_id, LEZEN)
        if stuk.bestandsnaam is None:
            raise NietGevonden
        document = Document(stuk.bestandsnaam, dossiers.open_stuk(db, stuk))
        casus_id, domein = stuk.casus_id, stuk.domein
    bron.database.record(actor, LEZEN, "ja", casus_id, stuk=stuk_id, domeinen=[domein])
    return document


def readable_stuk(db: Transactie, stuk_id: UUID, handeling: str) -> Dossierstuk:
    """An entry that the reader may read.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
        Geweigerd: the reader may know that it is there, not read it.
    """
    known = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "weten", ALLES)
    rule = {"lezen": leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein)}
    stuk, words = dossiers.read_stuk(db, stuk_id, known, rule)
    if "lezen" not in words:
        _, _, blik = kijk(db, stuk.casus_id)
        raise Geweigerd(handeling, blik.besluit(stuk.domein).poort, stuk.casus_id)
    return stuk
