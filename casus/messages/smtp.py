"""The way to the mail server: taken, refused for good, or an error after which it is tried again."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.techniek import Post

WACHT = 10.0
"""Seconds that the server may be silent; all of a conversation fits in the lease of a job."""
POORTEN = {"smtp": 25, "smtps": 465}
URL_FOUT = N_("CASUS_SMTP_URL klopt niet. Geef bijvoorbeeld: smtp://naam:wachtwoord@mail.school.nl:587?starttls=1")
OPEN_WACHTWOORD = N_(
    "CASUS_SMTP_URL stuurt het wachtwoord onversleuteld. Gebruik smtps:// of zet er ?starttls=1 achter."
)
LOKAAL = ("localhost", "127.0.0.1", "::1")


class Later(Exception):  # noqa: N818
    """The server does not take this mail now."""


@dataclass(frozen=True)
class Mailserver:
    """Where mail is handed in."""

    host: str
    port: int
    gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)
    starttls: bool = False
    tls: bool = False
    wacht: float = WACHT

    @classmethod
    def van_url(cls, url: str) -> Mailserver:
        """Read `smtp://user:password@host:587?starttls=1` or `smtps://host`; `wacht` is the time-out in seconds.

        Raises:
            OngeldigeInvoer: it says something else.
        """
        try:
            parts = urlsplit(url)
            asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
            options = {name: values[-1] for name, values in asked.items()}
            server = cls(
                host=parts.hostname or "",
                port=parts.port or POORTEN[parts.scheme],
                gebruiker=unquote(parts.username or ""),
                wachtwoord=unquote(parts.password or ""),
                starttls=options.pop("starttls", "0") == "1",
                tls=parts.scheme == "smtps",
                wacht=float(options.pop("wacht", WACHT)),
            )
        except (ValueError, KeyError) as error:
            raise OngeldigeInvoer(URL_FOUT) from error
        if not server.host or options or parts.path.strip("/") or server.wacht <= 0:
            raise OngeldigeInvoer(URL_FOUT)
        if server.gebruiker and not (server.tls or server.starttls or server.host in LOKAAL):
            raise OngeldigeInvoer(OPEN_WACHTWOORD)
        return server

    def verstuur(self, brief: EmailMessage, ik: str) -> Post:
        """Hand one mail in, as `ik`; whether the server took it or said no for good to this receiver.

        Raises:
            Later: not now, or not because of this receiver.
            OSError, smtplib.SMTPException: the server is away, or was gone before it said that it has the mail.
        """
        sender, receiver = (brief[name].addresses[0].addr_spec for name in ("From", "To"))
        server = self._open(ik)
        try:
            server.sendmail(sender, [receiver], brief.as_bytes())
        except smtplib.SMTPRecipientsRefused as refusal:
            code, said = refusal.recipients[receiver]
            if not voorgoed(code, said):
                raise Later(str(code)) from refusal
            return Post.GEWEIGERD
        finally:
            _sluit(server)
        return Post.VERZONDEN

    def _open(self, ik: str) -> smtplib.SMTP:
        if self.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, ik, timeout=self.wacht, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, ik, timeout=self.wacht)
        try:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.gebruiker:
                server.login(self.gebruiker, self.wachtwoord)
        except BaseException:
            server.close()
            raise
        return server


def voorgoed(code: int, said: bytes | str) -> bool:
    """Whether the server said no for good, and to this address.

    A 5.7 (`relay access denied`) is about what we may send: trying again after somebody mended it helps.
    """
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    return 500 <= code < 600 and not text.startswith("5.7.")


def _sluit(server: smtplib.SMTP) -> None:
    """Say goodbye; that it was not heard changes nothing about the mail."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()
