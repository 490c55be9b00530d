"""Before saving: literally what each reader of these answers will read, and what that waits for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from casus.domain.actor import Actor, Lezer
from casus.domain.casus import Casus
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.forms import Antwoorden, Deel
from casus.overview.bron import Bron
from casus.overview.toestemmingen import DICHT
from casus.overview.zicht import blik_van
from casus.overview.zinnen import DOMEINNAAM, ROLNAAM
from casus.policy import DEELNEMEN, Antwoord, Blik, Handeling, grant_op_casus, voorwaarde, woordkolommen
from casus.policy.woorden import PERSOONLIJK
from casus.storage import Transactie, casussen, mensen, taken, toestemmingen


@dataclass(frozen=True)
class DeelBeeld:
    """One part of the answers, for one reader."""

    domein: str
    antwoord: Antwoord
    vragen: tuple[tuple[str, str], ...]
    """What is read, word for word; empty when the reader gets less than all."""
    wacht: bool
    """It opens when the consent is complete."""
    wacht_op: tuple[str, ...]
    """Who has not answered the question for consent; empty when it was not asked or was refused."""
    geweigerd: bool


@dataclass(frozen=True)
class LezerBeeld:
    """One reader and what they will read."""

    rol: str
    naam: str
    delen: tuple[DeelBeeld, ...]


def lees_voorbeeld(bron: Bron, actor: Actor, taak_id: UUID, antwoorden: Antwoorden) -> tuple[LezerBeeld, ...]:
    """What mentor, coordinator and parents will read of these answers.

    Raises:
        NietGevonden: no such task for this actor.
    """
    with bron.lezen(actor) as db:
        taak, _ = taken.read_with_words(db, taak_id, voorwaarde(Handeling.TAAK_ZIEN, db.lezer), {})
        casus = casussen.read_casus(db, taak.casus_id)
        found = tuple(_reader(db, casus, rol, antwoorden) for rol in DEELNEMEN.voorbeeld)
        casus_id = casus.id
    bron.database.record(actor, "voorbeeld_gelezen", "ja", casus_id, taak=taak_id)
    return found


def _reader(db: Transactie, casus: Casus, rol: Rol, antwoorden: Antwoorden) -> LezerBeeld:
    reader = _somebody(db, casus, rol)
    lezer = Lezer(reader, db.nu)
    leerling = db.get(Leerling, casus.leerling_id)
    words = woordkolommen(lezer)
    _, pupil, held = casussen.read_with_words(db, casus.id, grant_op_casus(db.lezer), words)
    blik = blik_van(lezer, leerling or pupil, held)
    return LezerBeeld(
        rol=ROLNAAM[rol],
        naam=reader.naam,
        delen=tuple(_part(db, casus, blik, reader, deel) for deel in antwoorden.delen),
    )


def _somebody(db: Transactie, casus: Casus, rol: Rol) -> Actor:
    """Who reads in this role on the casus: named in a grant, else the first of the organisation; with all names."""
    grants = [grant for grant in casussen.live_grants(db, casus.id) if grant.rol == rol]
    named = [grant for grant in grants if grant.persoon_id is not None]
    first = next(iter(named or grants), None)
    if first is None:
        return Actor(None, rol)
    person = first.persoon_id or mensen.default_person(db, first.organisatie_id, rol)
    everybody = mensen.names(db, [person, *(grant.persoon_id for grant in named)])
    return Actor(person, rol, first.organisatie_id, ", ".join(sorted(everybody.values())))


def _part(db: Transactie, casus: Casus, blik: Blik, reader: Actor, deel: Deel) -> DeelBeeld:
    own = _words_of_part(db, casus, reader, deel)
    now = blik.besluit(deel.domein, stuk=own)
    with_consent = replace(blik, woorden=blik.woorden | {f"toestemming:{deel.domein}"})
    later = with_consent.besluit(deel.domein, stuk=own)
    waits = later.ja and not now.ja
    silent, refused = _silent(db, casus, blik.rol, deel.domein) if waits else ((), False)
    best = later if waits else now
    return DeelBeeld(
        domein=DOMEINNAAM[deel.domein],
        antwoord=best.antwoord,
        vragen=tuple((vraag.vraag, vraag.tekst) for vraag in deel.vragen) if best.ja else (),
        wacht=waits,
        wacht_op=silent,
        geweigerd=refused,
    )


def _words_of_part(db: Transactie, casus: Casus, reader: Actor, deel: Deel) -> frozenset[str]:
    """The words of the entry that this part will become, for this reader."""
    found = set() if deel.afgeschermd else {"niet_afgeschermd"}
    personal = reader.rol in PERSOONLIJK or deel.domein in ("D23", "D24")
    if personal:
        parents = mensen.list_gezag(db, casus.leerling_id) if deel.betreft == "ouder" else []
        own = reader.persoon_id is not None and reader.persoon_id in (db.actor.persoon_id, *parents[:1])
    else:
        own = reader.organisatie_id is not None and reader.organisatie_id == db.actor.organisatie_id
    return frozenset(found | {"eigen"} if own else found)


def _silent(db: Transactie, casus: Casus, rol: Rol, domein: str) -> tuple[tuple[str, ...], bool]:
    """Who still has to answer before this reader may read the domain; and whether somebody said no."""
    rows = toestemmingen.list_towards(db, casus.id, rol, domein)
    if not rows:
        return (), False
    newest = rows[-1]
    if newest.status in DICHT:
        return (), True
    signatures = [item for item in toestemmingen.signatures(db, newest.id) if item.besluit is None]
    people = mensen.names(db, (item.persoon_id for item in signatures))
    waiting = (people.get(s.persoon_id, "") if s.persoon_id else ROLNAAM[s.hoedanigheid] for s in signatures)
    return tuple(sorted(waiting)), False
