"""What the tests of lists put in the database: clocks, signals, absence and more pupils."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import event

from casus.domain.actor import SYSTEEM
from casus.domain.bewaartermijn import Bewaartermijn
from casus.domain.casus import Status
from casus.domain.klok import Kleur, Klok
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.domain.verzuim import Import, Signaal, SoortVerzuim, Verzuimregel
from casus.services import casussen as casus_service
from casus.services.vernietigen import stel_voor
from casus.storage import casussen as casus_storage
from casus.storage import dossiers, zoeken


def klok(
    db, leerling_id, kleur=Kleur.GROEN, sinds="2026-08-20", deadline="2026-10-20", bijgewerkt="2026-08-31", **extra
):
    row = Klok(
        leerling_id=leerling_id, kleur=kleur, thuiszit_sinds=date.fromisoformat(sinds),
        deadline=date.fromisoformat(deadline), bijgewerkt_tot=date.fromisoformat(bijgewerkt), berekend_op=db.nu, **extra,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row


def signaal(db, streek, leerling_id, casus_id=None, regel="zestien_uur", school="school", dag="2026-08-31"):
    row = Signaal(
        leerling_id=leerling_id, school_id=streek.organisaties[school], casus_id=casus_id, regel=regel,
        dag=date.fromisoformat(dag), sinds=date.fromisoformat("2026-08-17"), op=db.nu,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row


def verzuim(db, streek, leerling_id, dagen=3, soort=SoortVerzuim.ONGEOORLOOFD, vanaf="2026-08-24"):
    first = date.fromisoformat(vanaf)
    db.add(
        *(
            Verzuimregel(
                leerling_id=leerling_id, school_id=streek.organisaties["school"], datum=first + timedelta(days=n),
                soort=soort, lesuur_van=1, lesuur_tot=6,
            )
            for n in range(dagen)
        )
    )  # fmt: skip
    db.flush()


def ingelezen(db, streek, tot="2026-08-31", school="school"):
    db.add(
        Import(
            school_id=streek.organisaties[school], hash=f"{school}{tot}", formaat="csv", op=db.nu, regels=1, nieuw=1, vanaf=date(2026, 8, 17),
            bijgewerkt_tot=date.fromisoformat(tot),
        )
    )  # fmt: skip
    db.flush()


def casussen(streek, aantal, eerste=0):
    """As many pupils with a casus of their own, each with a clock."""
    made = []
    with streek.huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for n in range(eerste, eerste + aantal):
            ident = streek.leerling(db, f"Kind{n}", "Test", date(2012, 1, 1))
            made.append(casus_service.begin(streek.huis.kern, db, db.get(Leerling, ident)).id)
            klok(db, ident)
    return made


def indexeer(streek, *leerlingen):
    with streek.huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for ident in leerlingen or [streek.leerling_id]:
            zoeken.index_leerling(db, db.get(Leerling, ident), "school Voorbeeld")


@contextmanager
def vragen(huis):
    """Count the questions to the database."""
    asked = []

    def count(conn, cursor, statement, *_):
        asked.append(statement)

    event.listen(huis.kern.database.engine, "before_cursor_execute", count)
    yield asked
    event.remove(huis.kern.database.engine, "before_cursor_execute", count)


def te_vernietigen(huis, streek):
    """A proposal for the school with two kinds of data of one closed casus; gives the casus."""
    casus_id, school = streek.casus(), streek.organisaties["school"]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casus_storage.read_casus(db, casus_id)
        casus.status, casus.gesloten_op = Status.GESLOTEN, db.nu
        for domein in ("D04", "D09"):
            dossiers.write_stuk(db, casus, domein, {"vragen": [["k", "Vraag", "GEHEIM", "GEHEIM"]]}, stap="x")
            row = Bewaartermijn(
                casus_id=casus_id, domein=domein, organisatie_id=school, klasse="jgz", vernietigen_na=date(2026, 8, 1)
            )
            db.add(row)
    with huis.kern.database.transaction(SYSTEEM) as db:
        stel_voor(huis.kern, db, {"dag": "2026-09-01"})
    return casus_id
