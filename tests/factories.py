"""People and pupils for tests, named as the field speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher

from casus.domain.aanbod import Aanbod, Aanbodweek
from casus.domain.actor import SYSTEEM, Actor
from casus.domain.klok import Klok
from casus.domain.leerling import Gezagsrelatie, Inschrijving, Leerling
from casus.domain.organisatie import Lidmaatschap, Organisatie, Persoon, SoortOrganisatie
from casus.domain.rol import Rol
from casus.domain.verzuim import Lesvrij, Schooljaar
from casus.services import casussen as casus_service
from casus.services import klokken
from casus.storage import casussen
from casus.storage import verzuim as verzuim_storage

VANAF = date(2020, 1, 1)
WACHTWOORD = "proef-wachtwoord"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(WACHTWOORD)
"""As kept, but quick to weigh: thousands of people log in here."""

# The calendar of the acceptance scenarios: test data in the style of region Noord.
SCHOOLJAREN = [("2025-08-18", "2026-07-03"), ("2026-08-17", "2027-07-09"), ("2027-08-23", "2028-07-14")]
LESVRIJ = [
    ("2025-10-18", "2025-10-26"), ("2025-12-20", "2026-01-04"), ("2026-02-21", "2026-03-01"), ("2026-04-25", "2026-05-03"),
    ("2026-10-10", "2026-10-18"), ("2026-12-19", "2027-01-03"), ("2027-02-20", "2027-02-28"), ("2027-03-29", "2027-03-29"),
    ("2027-04-24", "2027-05-02"), ("2027-05-06", "2027-05-07"), ("2027-05-17", "2027-05-17"), ("2027-07-10", "2027-08-22"),
]  # fmt: skip

SCHOOLROLLEN = {
    Rol.MEN: "Rik Bos", Rol.VAK: "Vera Kok", Rol.VC: "Petra Kuiper", Rol.DIR: "Daan Smit", Rol.ADM: "Ans Mulder",
    Rol.AFS: "Aafke Dijk",
}  # fmt: skip
ANDEREN = {
    Rol.JA: ("jgz", "Joke Arends"), Rol.LPA: ("gemeente", "Lars Prins"), Rol.RMC: ("gemeente", "Roos Mol"),
    Rol.SWC: ("swv", "Sara Wolters"), Rol.SWM: ("swv", "Sem Maas"), Rol.TLD: ("swv", "Tess Laan"),
    Rol.JH: ("jeugdhulp", "Jan Hulst"), Rol.AJA: ("jgz", "Abel Jansen"), Rol.FG: ("school", "Fien Groot"),
    Rol.BEH: ("swv", "Ben Hof"),
}  # fmt: skip


@dataclass
class Streek:
    """A region: organisations by name, one actor per role, one pupil with two parents."""

    huis: Any
    organisaties: dict[str, UUID] = field(default_factory=dict)
    actors: dict[Rol, Actor] = field(default_factory=dict)
    leerling_id: UUID | None = None
    tweede_ouder: Actor | None = None

    @classmethod
    def bouw(cls, huis: Any) -> Streek:
        streek = cls(huis)
        with huis.kern.database.transaction(SYSTEEM) as db:
            streek._organisaties(db)
            streek._mensen(db)
            streek.leerling_id = streek.leerling(db, "Fenna", "Jansma", date(2013, 3, 9))
        return streek

    def _organisaties(self, db: Any) -> None:
        kinds = {
            "swv": SoortOrganisatie.SWV, "jgz": SoortOrganisatie.JGZ, "jeugdhulp": SoortOrganisatie.JGZ,
            "gemeente": SoortOrganisatie.GEMEENTE, "andere gemeente": SoortOrganisatie.GEMEENTE,
        }  # fmt: skip
        for name, kind in kinds.items():
            row = Organisatie(soort=kind, naam=f"{name} Voorbeeld", code=name)
            db.add(row)
            db.flush()
            self.organisaties[name] = row.id
        for name in ("school", "andere school"):
            row = Organisatie(
                soort=SoortOrganisatie.SCHOOL, naam=f"{name} Voorbeeld", code=name, sector="vo",
                swv_id=self.organisaties["swv"], jgz_id=self.organisaties["jgz"],
            )  # fmt: skip
            db.add(row)
            db.flush()
            self.organisaties[name] = row.id
            db.add(*(Schooljaar(school_id=row.id, van=_d(van), tot=_d(tot)) for van, tot in SCHOOLJAREN))
            db.add(*(Lesvrij(school_id=row.id, van=_d(van), tot=_d(tot), naam="vrij") for van, tot in LESVRIJ))

    def _mensen(self, db: Any) -> None:
        for rol, naam in SCHOOLROLLEN.items():
            self.actors[rol] = self.persoon(db, naam, rol, "school")
        for rol, (plaats, naam) in ANDEREN.items():
            self.actors[rol] = self.persoon(db, naam, rol, plaats)
        for rol, naam in ((Rol.OG, "Olga Jansma"), (Rol.OZ, "Otto Zwart"), (Rol.LL, "Fenna Jansma")):
            self.actors[rol] = self.persoon(db, naam, rol, None)
        self.tweede_ouder = self.persoon(db, "Gerard Jansma", Rol.OG, None)

    def persoon(self, db: Any, naam: str, rol: Rol, plaats: str | None) -> Actor:
        person = Persoon(naam=naam, gebruikersnaam=naam.split()[0].lower(), wachtwoord=_HASH)
        db.add(person)
        db.flush()
        place = None if plaats is None else self.organisaties[plaats]
        membership = Lidmaatschap(persoon_id=person.id, rol=rol, organisatie_id=place, van=VANAF, eerste=True)
        db.add(membership)
        db.flush()
        return Actor(person.id, rol, place, naam, membership.id)

    def leerling(self, db: Any, roepnaam: str, achternaam: str, geboren: date, school: str = "school") -> UUID:
        first = self.leerling_id is None
        pupil = Leerling(
            roepnaam=roepnaam, achternaam=achternaam, geboortedatum=geboren, pseudoniem=f"L-{roepnaam}",
            woongemeente_id=self.organisaties["gemeente"],
            persoon_id=self.actors[Rol.LL].persoon_id if first else None,
        )  # fmt: skip
        db.add(pupil)
        db.flush()
        db.add(
            Inschrijving(
                leerling_id=pupil.id, school_id=self.organisaties[school], leerlingnummer=f"nr-{roepnaam}", klas="2B",
                van=VANAF, mentor_id=self.actors[Rol.MEN].persoon_id if school == "school" else None,
            )
        )  # fmt: skip
        parents = (self.actors[Rol.OG], self.tweede_ouder) if first else ()
        for parent in parents:
            db.add(Gezagsrelatie(leerling_id=pupil.id, persoon_id=parent.persoon_id, van=VANAF))
        return pupil.id

    def verzuim(self, *regels: str, tot: str | None = None, door: Rol = Rol.VC) -> Any:
        """Lines of absence of this school's pupils, by import: `Fenna;2026-09-01;2026-09-01;;;ziek`."""
        head = "leerlingnummer;datum;einddatum;lesuur_van;lesuur_tot;soort"
        data = "\n".join([head, *(f"nr-{regel}" for regel in regels)]).encode()
        until = None if tot is None else _d(tot)
        return self.huis.verzuim.importeer(self.actors[door], self.organisaties["school"], data, tot=until)

    def afwezig(
        self, soort: str, van: str, tot: str | None = None, *, uren: int | None = None, wie: str = "Fenna"
    ) -> Any:
        """A pupil was away from-to, whole days or the first hours of each; known until the last day."""
        hours = "1;" + str(uren) if uren else ";"
        return self.verzuim(f"{wie};{van};{tot or van};{hours};{soort}", tot=tot or van)

    def ziekmelding(self, dag: str, tot: str | None = None, wie: str = "Fenna") -> Any:
        return self.afwezig("ziek", dag, tot, wie=wie)

    def ongeoorloofd(self, dag: str, uren: int | None = None, tot: str | None = None, wie: str = "Fenna") -> Any:
        return self.afwezig("ongeoorloofd", dag, tot, uren=uren, wie=wie)

    def aanbod(self, start: str, uren: int, eerste_dag: str | None = None, weken: dict[str, int] | None = None) -> UUID:
        """An aanbod for Fenna on her open casus, with hours followed by week, and her clock computed anew."""
        with self.huis.kern.database.transaction(SYSTEEM) as db:
            casus = casussen.find_open_casus(db, self.leerling_id, casus_service.REIS)
            row = Aanbod(
                casus_id=casus.id, leerling_id=self.leerling_id, soort="proef", startdatum=_d(start), uren_per_week=uren,
                eerste_dag=_d(eerste_dag) if eerste_dag else None, vastgelegd_op=db.nu,
            )  # fmt: skip
            db.add(row)
            db.flush()
            for monday, followed in (weken or {}).items():
                db.add(Aanbodweek(aanbod_id=row.id, maandag=_d(monday), gevolgde_uren=followed))
            db.flush()
            klokken.herbereken(self.huis.kern, db, [self.leerling_id])
            return row.id

    def signalen(self, wie: UUID | None = None) -> dict[str, str]:
        """Rule to the first day on which it was known, of one pupil."""
        who = wie or self.leerling_id
        with self.huis.kern.database.reading(SYSTEEM) as db:
            rows = sorted(verzuim_storage.signalen_van(db, [who])[who], key=lambda row: row.dag, reverse=True)
            return {row.regel: row.dag.isoformat() for row in rows}

    def klok(self, wie: UUID | None = None) -> Klok | None:
        with self.huis.kern.database.transaction(SYSTEEM) as db:
            return db.get(Klok, wie or self.leerling_id)

    def open_casus(self, wie: UUID | None = None) -> UUID | None:
        with self.huis.kern.database.reading(SYSTEEM) as db:
            found = casussen.find_open_casus(db, wie or self.leerling_id, casus_service.REIS)
            return None if found is None else found.id

    def casus(self) -> UUID:
        """Fenna's casus, just begun."""
        with self.huis.kern.database.transaction(self.actors[Rol.VC]) as db:
            return casus_service.begin(self.huis.kern, db, db.get(Leerling, self.leerling_id)).id


def _d(text: str) -> date:
    return date.fromisoformat(text)
