"""A mail: that something waits, and a link. The same message always makes the same Message-ID."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from casus.domain.actor import AMSTERDAM
from casus.domain.bericht import SoortBericht
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.messages.teksten import GROET, KNOP, ONDER, TEKSTEN, Vertaal, vertaler

AFZENDER_FOUT = N_("CASUS_AFZENDER is geen mailadres. Geef bijvoorbeeld: Casus <casus@school.nl>")
ADRES_FOUT = N_(
    "CASUS_ADRES is geen webadres. Geef het adres van deze installatie, bijvoorbeeld: https://casus.school.nl"
)
ZEVEN_BITS = policy.SMTP.clone(cte_type="7bit")
"""Every mail server can pass it on."""
_LOKAAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMEIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
_EIGEN = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>")


@dataclass(frozen=True)
class Briefpapier:
    """What all mail of an installation shares."""

    afzender: str
    """`Casus <casus@school.nl>`: what comes back goes there too."""
    adres: str
    """Where people reach the installation, without a slash at the end."""
    vertalingen: Path
    """The folder of the catalogues."""

    @classmethod
    def van(cls, afzender: str, adres: str, vertalingen: Path) -> Briefpapier:
        """Check what was set.

        Raises:
            OngeldigeInvoer: it is no address.
        """
        if not is_adres(parseaddr(afzender)[1]):
            raise OngeldigeInvoer(AFZENDER_FOUT)
        parts = urlsplit(adres)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise OngeldigeInvoer(ADRES_FOUT)
        return cls(afzender, adres.rstrip("/"), vertalingen)

    @property
    def host(self) -> str:
        """The name of this installation on the net."""
        return urlsplit(self.adres).hostname or ""

    def schrijf(self, bericht_id: UUID, soort: SoortBericht, naar: str, taal: str, op: datetime) -> EmailMessage:
        """The mail of one message.

        Raises:
            ValueError: nobody can have this address.
        """
        zeg, tekst = vertaler(self.vertalingen, taal), TEKSTEN[soort]
        link = f"{self.adres}/berichten/{bericht_id}"
        brief = EmailMessage(ZEVEN_BITS)
        name, own = parseaddr(self.afzender)
        brief["From"] = _adres(own, name)
        brief["To"] = _adres(naar)
        brief["Subject"] = zeg(tekst.onderwerp)
        brief["Date"] = format_datetime(op.astimezone(AMSTERDAM))
        brief["Message-ID"] = message_id(bericht_id, self.host)
        brief["Auto-Submitted"] = "auto-generated"
        brief["Content-Language"] = taal
        zinnen = [zeg(zin) for zin in tekst.post]
        brief.set_content(_plat(zinnen, link, zeg))
        brief.add_alternative(_html(zeg(tekst.onderwerp), zinnen, link, taal, zeg), subtype="html")
        return brief


def message_id(bericht_id: UUID, host: str) -> str:
    """The same for every try, so that a receiver sees that it is the same mail."""
    return f"<{bericht_id}@{host}>"


def berichten_in(text: str) -> list[UUID]:
    """The messages whose Message-IDs stand in a header, in their order."""
    return [UUID(ident) for ident in _EIGEN.findall(text)]


def is_adres(text: str) -> bool:
    """Whether mail can be sent to it."""
    try:
        _adres(text)
    except ValueError:
        return False
    return True


def _adres(text: str, naam: str = "") -> Address:
    """An address as a header takes it; a domain in other letters is written as the net does.

    Raises:
        ValueError: it is none.
    """
    local, _, domain = text.strip().rpartition("@")
    host = domain.encode("idna").decode("ascii")
    if not _LOKAAL.fullmatch(local) or not _DOMEIN.fullmatch(host):
        raise ValueError("no address")
    return Address(naam, local, host)


def _plat(zinnen: list[str], link: str, zeg: Vertaal) -> str:
    return "\n\n".join([zeg(GROET), " ".join(zinnen), f"{zeg(KNOP)}:\n{link}", *map(zeg, ONDER)]) + "\n"


def _html(onderwerp: str, zinnen: list[str], link: str, taal: str, zeg: Vertaal) -> str:
    body = "\n".join(
        [
            f"<p>{escape(zeg(GROET))}</p>",
            f"<p>{escape(' '.join(zinnen))}</p>",
            f'<p><a href="{escape(link)}">{escape(zeg(KNOP))}</a></p>',
            *(f"<p><small>{escape(zeg(zin))}</small></p>" for zin in ONDER),
        ]
    )
    head = f'<meta charset="utf-8"><title>{escape(onderwerp)}</title>'
    return f'<!doctype html>\n<html lang="{escape(taal)}"><head>{head}</head><body>\n{body}\n</body></html>\n'
