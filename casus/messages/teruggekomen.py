"""Mail that came back: the report that mail servers send (RFC 3464) when one could not be delivered."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesHeaderParser
from uuid import UUID

from casus.messages.brief import berichten_in

_MISLUKT = re.compile(rb"^Action:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_ORIGINEEL = re.compile(rb"^(?:Message-ID|In-Reply-To|References):\s*(<[^\r\n]*>)", re.IGNORECASE | re.MULTILINE)


def lees_teruggekomen(data: bytes) -> list[UUID]:
    """Which messages this may be about, the likeliest last; none when it is no report that mail failed.

    A report that mail is late, or was delivered, changes nothing. Servers nest and encode the returned mail in many
    ways, so its Message-ID is looked for in the whole report; nobody else can know one.
    """
    head = BytesHeaderParser(policy=policy.compat32).parsebytes(data)
    if head.get_content_type() != "multipart/report" or not _MISLUKT.search(data):
        return []
    found = [ident for value in _ORIGINEEL.findall(data) for ident in berichten_in(value.decode("ascii", "replace"))]
    return list(dict.fromkeys(found))
