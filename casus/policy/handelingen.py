"""What people may do: `rules.toml` and the words it uses, for a button and for the service alike."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib.resources import files
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

from casus.domain.actor import Actor, Lezer
from casus.domain.casus import StatusTaak, Taak
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import Geweigerd
from casus.domain.rol import Rol
from casus.domain.toestemming import Handtekening
from casus.policy.filters import bekend_voor, grant_voor, leesbaar_voor
from casus.policy.lijstwoorden import LIJSTWOORDEN
from casus.policy.tabel import Antwoord, TabelFout
from casus.policy.vorm import Vorm, kept
from casus.policy.woorden import ik, mijn_organisatie


class Handeling(StrEnum):
    """The acts of `rules.toml`."""

    TAAK_ZIEN = "taak_zien"
    TAAK_AFRONDEN = "taak_afronden"
    CASUS_ZIEN = "casus_zien"
    SIGNAAL_MELDEN = "signaal_melden"
    SIGNALEN_ZIEN = "signalen_zien"
    VERZUIM_IMPORTEREN = "verzuim_importeren"
    RADAR_ZIEN = "radar_zien"
    TOESTEMMING_VASTLEGGEN = "toestemming_vastleggen"
    TOESTEMMING_GEVEN = "toestemming_geven"
    EIGEN_TOESTEMMINGEN_ZIEN = "eigen_toestemmingen_zien"
    AANBOD_STARTEN = "aanbod_starten"
    CASUS_STUREN = "casus_sturen"
    AGENDA_ZIEN = "agenda_zien"
    AUDIT_ZIEN = "audit_zien"
    ZOEKEN = "zoeken"
    STUK_VERBETEREN = "stuk_verbeteren"
    MAANDAG_ZIEN = "maandag_zien"
    CASUSSEN_ZIEN = "casussen_zien"
    SIGNAAL_ZIEN = "signaal_zien"
    SIGNAAL_TERUGKOPPELEN = "signaal_terugkoppelen"
    EIGEN_SIGNAAL_ZIEN = "eigen_signaal_zien"
    SIGNAAL_OVER_LEERLING = "signaal_over_leerling"
    SCHOOLVERZUIM_ZIEN = "schoolverzuim_zien"
    RADAR_LEERLING_ZIEN = "radar_leerling_zien"
    MELDINGEN_ZIEN = "meldingen_zien"
    MELDING_LEZEN = "melding_lezen"
    WERK_BEHEREN = "werk_beheren"
    TABEL_TOETSEN = "tabel_toetsen"
    TEKST_OVERNEMEN = "tekst_overnemen"
    POST_BEHEREN = "post_beheren"
    MEDISCHE_WOORDEN_BEHEREN = "medische_woorden_beheren"
    TEKSTEN_BEOORDELEN = "teksten_beoordelen"
    TEKST_BEOORDELEN = "tekst_beoordelen"
    DATALEKKEN_ZIEN = "datalekken_zien"
    DATALEK_ZIEN = "datalek_zien"
    DATALEKKEN_AFSLUITEN = "datalekken_afsluiten"
    DATALEK_AFSLUITEN = "datalek_afsluiten"
    VERNIETIGING_ZIEN = "vernietiging_zien"
    VERNIETIGING_BESLUITEN = "vernietiging_besluiten"
    NOODKNOP_GEBRUIKEN = "noodknop_gebruiken"
    NOODKNOPPEN_ZIEN = "noodknoppen_zien"
    NOODKNOP_ZIEN = "noodknop_zien"
    NOODKNOP_BEOORDELEN = "noodknop_beoordelen"
    NOODKNOP_LEZEN = "noodknop_lezen"
    NOODKNOP_IN_LOGBOEK = "noodknop_in_logboek"


def _named_person(lezer: Vorm) -> ColumnElement[bool]:
    """Parents and pupils do only their own tasks; colleagues may take each other's."""
    own_only = lezer.plaats is None
    return ik(lezer, Taak.persoon_id) if own_only else true()


def _own_entry(lezer: Vorm) -> ColumnElement[bool]:
    """Written in my role for my organisation; parents and pupils speak for themselves only."""
    own_only = lezer.plaats is None
    writer = Dossierstuk.auteur_id == lezer.ik if own_only else true()
    return and_(Dossierstuk.rol == lezer.rol, mijn_organisatie(lezer, Dossierstuk.organisatie_id), writer)


WOORDEN: dict[str, Callable[[Vorm], ColumnElement[bool]]] = {
    "taak_is_open": lambda _: Taak.status == StatusTaak.OPEN,
    "taak_van_mijn_rol": lambda lezer: Taak.rol == lezer.rol,
    "taak_van_mijn_organisatie": lambda lezer: mijn_organisatie(lezer, Taak.organisatie_id),
    "taak_voor_mij_of_ons": _named_person,
    "rol_op_de_casus": grant_voor,
    "casus_bekend": bekend_voor,
    "ondertekenaar": lambda lezer: and_(Handtekening.persoon_id == lezer.ik, Handtekening.hoedanigheid == lezer.rol),
    "stuk_leesbaar": lambda lezer: leesbaar_voor(lezer, Dossierstuk, Dossierstuk.domein),
    "stuk_van_mijn_rol": _own_entry,
    **LIJSTWOORDEN,
}
ROL = "rol:"
IETS = tuple(antwoord for antwoord in Antwoord if antwoord is not Antwoord.NEE)


def lees_regels(text: str) -> Mapping[str, list[list[str]]]:
    """Read the rules.

    Raises:
        TabelFout: an empty line, an unknown word, or not exactly the acts of `Handeling`.
    """
    rules: dict[str, list[list[str]]] = tomllib.loads(text)["handeling"]
    if set(rules) != set(Handeling):
        raise TabelFout(f"handelingen zonder regel of zonder naam: {set(rules) ^ set(Handeling)}")
    for name, lines in rules.items():
        for line in lines or [[]]:
            unknown = [w for w in line if w not in WOORDEN and w.removeprefix(ROL) not in set(Rol)]
            if not line or unknown:
                raise TabelFout(f"{name}: lege regel of onbekend woord {unknown}")
    return rules


REGELS = lees_regels(files("casus.policy").joinpath("rules.toml").read_text("utf-8"))


@kept
def _expression(word: str, lezer: Vorm) -> ColumnElement[bool]:
    if word.startswith(ROL):
        return true() if lezer.rol == word.removeprefix(ROL) else false()
    return WOORDEN[word](lezer)


def voorwaarde(handeling: Handeling, lezer: Lezer) -> ColumnElement[bool]:
    """The rule as SQL over the records it speaks of."""
    return _voorwaarde(handeling, Vorm.van(lezer))


@kept
def _voorwaarde(handeling: Handeling, lezer: Vorm) -> ColumnElement[bool]:
    return or_(*(and_(*(_expression(word, lezer) for word in line)) for line in REGELS[handeling]))


def taak_bekend(lezer: Lezer) -> ColumnElement[bool]:
    """The reader may know that a task is there: by doing it, or by knowing of tasks and of its kind of data."""
    return _taak_bekend(Vorm.van(lezer))


@kept
def _taak_bekend(lezer: Vorm) -> ColumnElement[bool]:
    known = leesbaar_voor(lezer, Taak, Taak.domein, "weten", IETS) & leesbaar_voor(lezer, Taak, "D23", "weten", IETS)
    return _voorwaarde(Handeling.TAAK_ZIEN, lezer) | known


def kolommen(handeling: Handeling, lezer: Lezer) -> dict[str, ColumnElement[bool]]:
    """Each word of the rule as a column, so that a refusal can name its gate."""
    shape = Vorm.van(lezer)
    return {word: _expression(word, shape) for line in REGELS[handeling] for word in line}


def is_voor_mij(lezer: Lezer) -> ColumnElement[bool]:
    """A task that names this person, or somebody for whom this person stands in."""
    return ik(Vorm.van(lezer), Taak.persoon_id)


def gate_of(handeling: Handeling, holds: Mapping[str, Any]) -> str | None:
    """None when some line holds wholly; else the words missing from the line that misses fewest."""
    missing = [[word for word in line if not holds[word]] for line in REGELS[handeling]]
    nearest = min(missing, key=len)
    return "+".join(nearest) or None


def mag(actor: Actor, handeling: Handeling) -> bool:
    """Whether the role alone allows it: for acts that speak of no record yet, and for menus."""
    lines = ([w for w in line if w.startswith(ROL)] for line in REGELS[handeling])
    return any(all(actor.rol == word.removeprefix(ROL) for word in line) for line in lines)


def rollen_met(handeling: Handeling) -> frozenset[Rol]:
    """The roles that a rule names: who must hear of what waits for this act."""
    words = (word for line in REGELS[handeling] for word in line if word.startswith(ROL))
    return frozenset(Rol(word.removeprefix(ROL)) for word in words)


def require(actor: Actor, handeling: Handeling) -> None:
    """As `mag`, for acts that speak of no record, but refuse.

    Raises:
        Geweigerd: no line of the rule names this role.
        ValueError: the rule speaks of a record, which only a query can judge.
    """
    if any(not word.startswith(ROL) for line in REGELS[handeling] for word in line):
        raise ValueError(f"{handeling} speaks of a record: ask with its columns")
    if not mag(actor, handeling):
        raise Geweigerd(handeling, "rol")


__all__ = [
    "REGELS",
    "Handeling",
    "gate_of",
    "is_voor_mij",
    "kolommen",
    "mag",
    "require",
    "rollen_met",
    "taak_bekend",
    "voorwaarde",
]
