"""What an owner may destroy and what was destroyed, for who decides: numbers of casussen and counts, never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import N_, NietGevonden
from casus.domain.vernietiging import Bewaarreden, StatusVoorstel, Vernietigingsverklaring, Vernietigingsvoorstel
from casus.overview.bron import Bron
from casus.overview.pagina import Pagina
from casus.overview.zinnen import DOMEINNAAM
from casus.policy import Handeling, voorwaarde
from casus.storage import Transactie, mensen, vernietigingen

STATUSNAAM = {
    StatusVoorstel.VOORGESTELD: N_("wacht op een besluit"),
    StatusVoorstel.AKKOORD: N_("wordt uitgevoerd"),
    StatusVoorstel.UITGEVOERD: N_("vernietigd"),
    StatusVoorstel.AFGEWEZEN: N_("alles blijft bewaard"),
}
KLASSENAAM = {
    "leerlingdossier": N_("leerlingdossier"),
    "verzuim": N_("verzuim en inschrijving"),
    "swv": N_("dossier van het samenwerkingsverband"),
    "jgz": N_("dossier jeugdgezondheidszorg"),
    "jeugdhulp": N_("dossier jeugdhulp"),
    "overleg": N_("overleg van de partners"),
    "leerplicht": N_("leerplichtdossier"),
    "veilig": N_("dossier veiligheid"),
}
REDENNAAM = {
    Bewaarreden.BEZWAAR: N_("er loopt een klacht of bezwaar"),
    Bewaarreden.RECHTSZAAK: N_("er loopt een rechtszaak"),
    Bewaarreden.VERZOEK: N_("de leerling of ouder vraagt het"),
    Bewaarreden.ONDERZOEK: N_("er loopt een onderzoek"),
}


@dataclass(frozen=True)
class VoorstelRegel:
    """One proposal in the list."""

    id: UUID
    op: datetime
    status: str
    open: bool
    verklaard: bool
    casussen: int
    regels: int


@dataclass(frozen=True)
class DeelBeeld:
    """One data domain and class."""

    naam: str
    klasse: str
    casussen: int
    stukken: int


@dataclass(frozen=True)
class CasusRegel:
    """One data domain of one casus."""

    id: UUID
    nummer: str
    naam: str
    klasse: str
    laatste_dag: date


@dataclass(frozen=True)
class VoorstelBeeld:
    """One proposal."""

    id: UUID
    op: datetime
    status: str
    open: bool
    verklaard: bool
    casussen: int
    aantal: int
    delen: tuple[DeelBeeld, ...]
    regels: tuple[CasusRegel, ...]
    pagina: Pagina
    redenen: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VerklaringBeeld:
    """The declaration of destruction."""

    id: UUID
    eigenaar: str
    besluit: str
    """Who approved."""
    besloten_op: datetime
    uitgevoerd_op: datetime
    casussen: int
    stukken: int
    delen: tuple[DeelBeeld, ...]
    hash: str


def lees_voorstellen(bron: Bron, actor: Actor) -> tuple[VoorstelRegel, ...]:
    """The proposals of the owner for whom this person decides, the newest first."""
    with bron.lezen(actor) as db:
        rows = vernietigingen.list_voorstellen(db, voorwaarde(Handeling.VERNIETIGING_BESLUITEN, db.lezer))
        counts = vernietigingen.tel_regels(db, (row.id for row in rows)) if rows else {}
        return tuple(
            VoorstelRegel(
                row.id, row.op, STATUSNAAM[row.status], row.status == StatusVoorstel.VOORGESTELD,
                row.status == StatusVoorstel.UITGEVOERD, *counts.get(row.id, (0, 0)),
            )
            for row in rows
        )  # fmt: skip


def lees_voorstel(bron: Bron, actor: Actor, ident: UUID, pagina: str = "") -> VoorstelBeeld:
    """One proposal with the lines of a page.

    Raises:
        NietGevonden: no proposal of the owner for whom this person decides.
    """
    with bron.lezen(actor) as db:
        row = _voorstel(db, ident)
        casussen, number = vernietigingen.tel_regels(db, [ident]).get(ident, (0, 0))
        page = Pagina.kies(pagina, number)
        part = page.deel
        found = vernietigingen.list_met_nummer(db, ident, part.stop - part.start, part.start)
        beeld = VoorstelBeeld(
            id=row.id,
            op=row.op,
            status=STATUSNAAM[row.status],
            open=row.status == StatusVoorstel.VOORGESTELD,
            verklaard=row.status == StatusVoorstel.UITGEVOERD,
            casussen=casussen,
            aantal=number,
            delen=tuple(
                DeelBeeld(DOMEINNAAM[domein], KLASSENAAM[klasse], count, 0)
                for domein, klasse, count in vernietigingen.tel_per_deel(db, ident)
            ),
            regels=tuple(
                CasusRegel(line.id, number or "", DOMEINNAAM[line.domein], KLASSENAAM[line.klasse], line.laatste_dag)
                for line, number in found
            ),
            pagina=page,
            redenen=tuple((str(reden), name) for reden, name in REDENNAAM.items()),
        )
    bron.database.record(actor, "vernietigingsvoorstel_gelezen", voorstel=ident)
    return beeld


def lees_vernietigingsverklaring(bron: Bron, actor: Actor, ident: UUID) -> VerklaringBeeld:
    """What remains of a proposal that was carried out.

    Raises:
        NietGevonden: there is none for this reader.
    """
    with bron.lezen(actor) as db:
        _voorstel(db, ident)
        row = vernietigingen.find_verklaring(db, ident)
        if row is None:
            raise NietGevonden(gevraagd=ident)
        return _verklaring(db, row)


def _voorstel(db: Transactie, ident: UUID) -> Vernietigingsvoorstel:
    row = vernietigingen.find_voorstel(db, ident, voorwaarde(Handeling.VERNIETIGING_BESLUITEN, db.lezer))
    if row is None:
        raise NietGevonden(gevraagd=ident)
    return row


def _verklaring(db: Transactie, row: Vernietigingsverklaring) -> VerklaringBeeld:
    return VerklaringBeeld(
        id=row.voorstel_id,
        eigenaar=mensen.organisation_names(db, [row.organisatie_id]).get(row.organisatie_id, ""),
        besluit=mensen.names(db, [row.door_id]).get(row.door_id, ""),
        besloten_op=row.besloten_op,
        uitgevoerd_op=row.uitgevoerd_op,
        casussen=row.casussen,
        stukken=row.stukken,
        delen=tuple(
            DeelBeeld(DOMEINNAAM[part["domein"]], KLASSENAAM[part["klasse"]], part["casussen"], part["stukken"])
            for part in row.inhoud["delen"]
        ),
        hash=row.hash,
    )
