"""Who may do what and see what: tables, the words they use, and the filters made from both."""

from casus.policy.deelnemen import DEELNEMEN
from casus.policy.filters import casus_bekend, grant_op_casus, leesbaar, toegelaten, woordkolommen
from casus.policy.handelingen import (
    Handeling,
    gate_of,
    is_voor_mij,
    kolommen,
    mag,
    require,
    rollen_met,
    taak_bekend,
    voorwaarde,
)
from casus.policy.medisch import WACHT, Wacht
from casus.policy.tabel import TABEL, Antwoord, Regel, TabelFout, Toegangstabel
from casus.policy.toegang import Besluit, Blik, beslis

__all__ = [
    "DEELNEMEN",
    "TABEL",
    "WACHT",
    "Antwoord",
    "Besluit",
    "Blik",
    "Handeling",
    "Regel",
    "TabelFout",
    "Toegangstabel",
    "Wacht",
    "beslis",
    "casus_bekend",
    "gate_of",
    "grant_op_casus",
    "is_voor_mij",
    "kolommen",
    "leesbaar",
    "mag",
    "require",
    "rollen_met",
    "taak_bekend",
    "toegelaten",
    "voorwaarde",
    "woordkolommen",
]
