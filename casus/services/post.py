"""One mail: read what it is about, hand it to the mail server, write what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from casus.domain.bericht import SoortBericht
from casus.domain.techniek import Post
from casus.messages.brief import Briefpapier
from casus.messages.smtp import Mailserver
from casus.services.kern import Kern
from casus.storage import Transactie, berichten


@dataclass(frozen=True)
class Postkantoor:
    """Where this installation hands its mail in, and on what paper it writes."""

    server: Mailserver
    papier: Briefpapier


@dataclass(frozen=True)
class Postbode:
    """The work behind a job of kind `post`.

    Mail may go twice, always under the same Message-ID; that it went is written once.
    """

    kantoor: Postkantoor | None
    """None: this installation sends no mail any more."""

    def lees(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> EmailMessage | None:
        """The mail, unless nobody waits for it: read in the application, no address, not here any more."""
        ident = UUID(gegevens["bericht"])
        found = berichten.find_met_persoon(db, ident)
        if found is None or found[0].post is not Post.WACHT:
            return None
        bericht, persoon = found
        if self.kantoor is None or bericht.gelezen_op is not None or not persoon.actief or not persoon.email:
            berichten.zet_post(db, ident, Post.GEEN, was=(Post.WACHT,))
            return None
        soort = SoortBericht(bericht.soort)
        try:
            return self.kantoor.papier.schrijf(ident, soort, persoon.email, persoon.taal, bericht.op)
        except ValueError:
            self._geweigerd(db, ident)
            return None

    def doe(self, wat: EmailMessage) -> Post:
        """Hand it in.

        Raises:
            Later, OSError, smtplib.SMTPException: it is tried again.
            LookupError: there is no mail server.
        """
        if self.kantoor is None:
            raise LookupError
        return self.kantoor.server.verstuur(wat, self.kantoor.papier.host)

    def schrijf(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any], uitkomst: Post) -> None:
        """Write it, unless the mail came back before that."""
        ident = UUID(gegevens["bericht"])
        if uitkomst is Post.GEWEIGERD:
            self._geweigerd(db, ident)
        else:
            berichten.zet_post(db, ident, uitkomst, was=(Post.WACHT,))

    def _geweigerd(self, db: Transactie, bericht_id: UUID) -> None:
        persoon_id = berichten.zet_post(db, bericht_id, Post.GEWEIGERD, was=(Post.WACHT,))
        if persoon_id is not None:
            berichten.zet_adres_fout(db, persoon_id)
            db.audit("mail_geweigerd", persoon=persoon_id, bericht=bericht_id)
