"""How the mail of this installation goes, for who manages it: counts, and who cannot be reached. No content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casus.domain.actor import Actor
from casus.domain.fouten import N_
from casus.domain.techniek import Post
from casus.overview.bron import Bron
from casus.policy import Handeling, require
from casus.storage import berichten, jobs

LAATSTE = 50
TELLINGEN: dict[Post, str] = {
    Post.WACHT: N_("Wacht op verzending"),
    Post.VERZONDEN: N_("Verzonden"),
    Post.GEWEIGERD: N_("Geweigerd"),
    Post.TERUGGEKOMEN: N_("Teruggekomen"),
}
UITKOMST: dict[Post, str] = {
    Post.GEWEIGERD: N_("geweigerd door de mailserver"),
    Post.TERUGGEKOMEN: N_("teruggekomen"),
}


@dataclass(frozen=True)
class Mislukt:
    """A mail that did not arrive: to whom and when."""

    naam: str
    op: datetime
    uitkomst: str
    hersteld: bool
    """The person has another address since."""


@dataclass(frozen=True)
class PostBeeld:
    """What the page of the mail shows."""

    verstuurt: bool
    tellingen: tuple[tuple[str, int], ...]
    mislukt: tuple[Mislukt, ...]
    geparkeerd: int
    """Jobs of any kind that failed too often."""


def lees_post(bron: Bron, actor: Actor, *, verstuurt: bool) -> PostBeeld:
    """The state of the mail.

    Raises:
        Geweigerd: this role does not manage the installation.
    """
    with bron.lezen(actor) as db:
        require(actor, Handeling.POST_BEHEREN)
        counts = berichten.tel_post(db)
        beeld = PostBeeld(
            verstuurt=verstuurt,
            tellingen=tuple((naam, counts.get(post, 0)) for post, naam in TELLINGEN.items()),
            mislukt=tuple(
                Mislukt(row.naam, row.post_op, UITKOMST[row.post], row.email_fout_op is None)
                for row in berichten.list_mislukt(db, LAATSTE)
            ),
            geparkeerd=jobs.drukte(db).geparkeerd,
        )
    bron.database.record(actor, "post_gelezen")
    return beeld
