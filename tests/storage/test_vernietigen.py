"""What need not be kept is destroyed by its owner, stays destroyed, and takes nothing of others with it."""

import json
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import delete, select, update

from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.bewaartermijn import Bewaartermijn
from casus.domain.casus import Casus, Gebeurtenis, Status
from casus.domain.dossier import Dossierstuk, Sleutel
from casus.domain.fouten import NietGevonden, OngeldigeInvoer
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel, Bericht
from casus.domain.vernietiging import (
    Bewaarreden,
    StatusVoorstel,
    Vernietigingsregel,
    Vernietigingsverklaring,
    Vernietigingsvoorstel,
)
from casus.services.kern import Kern
from casus.services.vernietigen import lijst_hash, stel_voor, vernietig_regel
from casus.storage import Database, audit, backup, casussen, dossiers, vernietigen
from casus.storage.backup import keys
from casus.storage.kluis import KluisFout
from casus.storage.vernietigd import Lijst, Vernietigd
from tests.conftest import fresh_postgres, huis_op
from tests.factories import Streek
from tests.postgres import PG_BIN

VOORBIJ = date(2026, 8, 1)
SCHOOL, GGD = "wat de school schreef", "wat de jeugdarts schreef"


class Archief:
    """A closed casus in which the school and the JGZ wrote in one kind of data, and the school in another."""

    def __init__(self, huis):
        self.huis, self.database = huis, huis.kern.database
        self.streek = Streek.bouw(huis)
        self.school, self.jgz = (self.streek.organisaties[name] for name in ("school", "jgz"))
        self.casus_id = self.streek.casus()
        self.schrijf(Rol.VC, "D09", SCHOOL)
        self.schrijf(Rol.JA, "D09", GGD)
        self.schrijf(Rol.VC, "D04", SCHOOL)
        with self.database.transaction(SYSTEEM) as db:
            casus = casussen.read_casus(db, self.casus_id)
            casus.status, casus.gesloten_op = Status.GESLOTEN, db.nu
            casussen.journal(db, self.casus_id, "proef", "D09", detail="iets")

    def schrijf(self, rol, domein, tekst):
        with self.database.transaction(self.streek.actors[rol]) as db:
            dossiers.write_stuk(db, casussen.read_casus(db, self.casus_id), domein, {"tekst": tekst}, stap="x")

    def voorbij(self, domein="D09", eigenaar=None, dag=VOORBIJ):
        with self.database.transaction(SYSTEEM) as db:
            db.add(
                Bewaartermijn(
                    casus_id=self.casus_id,
                    domein=domein,
                    organisatie_id=eigenaar or self.school,
                    klasse="jgz",
                    vernietigen_na=dag,
                )
            )

    def stel_voor(self, dag="2026-09-01"):
        with self.database.transaction(SYSTEEM) as db:
            stel_voor(self.huis.kern, db, {"dag": dag})
        return self.alle(Vernietigingsvoorstel)

    def alle(self, kind, *waar):
        with self.database.reading(SYSTEEM) as db:
            rows = list(db.session.scalars(select(kind).where(*waar)))
            db.session.expunge_all()
            return rows

    def vernietig(self, rol=Rol.DIR):
        """From proposal to declaration, by whose who decides."""
        voorstel = next(row for row in self.stel_voor() if row.organisatie_id == self.streek.actors[rol].organisatie_id)
        number = len(self.alle(Vernietigingsregel, Vernietigingsregel.voorstel_id == voorstel.id))
        self.huis.vernietigen.keur_goed(voorstel.id, number, self.streek.actors[rol])
        self.huis.nachtwerk.werkbank.alles()
        return voorstel.id

    def leest(self, database=None):
        """What can still be opened, by data domain."""
        found = []
        with (database or self.database).reading(SYSTEEM) as db:
            for stuk in db.session.scalars(select(Dossierstuk)):
                try:
                    found.append((stuk.domein, dossiers.open_json(db, stuk)["tekst"]))
                except LookupError:
                    assert stuk.inhoud == b""
        return sorted(found)


@pytest.fixture
def archief(huis_op_beide):
    return Archief(huis_op_beide)


def test_owner_destroys_its_part_and_what_others_wrote_stays_readable(archief):
    archief.voorbij()
    with archief.database.reading(SYSTEEM) as db:
        old = {row.versie: row.ingepakt for row in db.session.scalars(select(Sleutel).where(Sleutel.domein == "D09"))}
        cipher = {row.id: row.inhoud for row in db.session.scalars(select(Dossierstuk))}
    voorstel_id = archief.vernietig()
    assert all(row.gelezen_op for row in archief.alle(Bericht, Bericht.soort == SoortBericht.VERNIETIGING))
    assert archief.leest() == [("D04", SCHOOL), ("D09", GGD)]
    sleutels = archief.alle(Sleutel, Sleutel.domein == "D09")
    assert sorted((row.versie, bool(row.ingepakt)) for row in sleutels) == [(1, False), (2, True)]
    assert old[1] not in [row.ingepakt for row in sleutels]
    kept = archief.alle(Dossierstuk, Dossierstuk.domein == "D09", Dossierstuk.vernietigd_op.is_(None))[0]
    assert kept.inhoud != cipher[kept.id]
    gone = archief.alle(Dossierstuk, Dossierstuk.vernietigd_op.is_not(None))[0]
    assert (gone.inhoud, gone.bestandsnaam, gone.domein, gone.organisatie_id) == (b"", None, "D09", archief.school)
    verklaring = archief.alle(Vernietigingsverklaring)[0]
    assert (verklaring.voorstel_id, verklaring.casussen, verklaring.stukken) == (voorstel_id, 1, 1)
    assert verklaring.inhoud["delen"] == [{"domein": "D09", "klasse": "jgz", "casussen": 1, "stukken": 1}]
    assert verklaring.hash == lijst_hash(archief.alle(Vernietigingsregel))
    with archief.database.transaction(SYSTEEM) as db:
        audit.zegel_alles(db.session, db.nu)
        assert audit.verify(db.session).fout is None
    assert any(row.handeling == "vernietigd" for row in archief.alle(Auditregel))


def test_when_nobody_keeps_anything_no_key_and_no_detail_is_left(archief):
    archief.voorbij()
    archief.voorbij(eigenaar=archief.jgz)
    archief.vernietig(Rol.DIR)
    archief.vernietig(Rol.JA)
    assert archief.leest() == [("D04", SCHOOL)]
    assert not any(row.ingepakt for row in archief.alle(Sleutel, Sleutel.domein == "D09"))
    assert {str(row.gegevens) for row in archief.alle(Gebeurtenis, Gebeurtenis.domein == "D09")} == {"{}"}
    archief.schrijf(Rol.VC, "D09", "later")  # a number that was destroyed is never used again
    assert archief.leest() == [("D04", SCHOOL), ("D09", "later")]
    assert max(row.versie for row in archief.alle(Sleutel, Sleutel.domein == "D09")) == 3


def test_a_month_gives_one_proposal_an_owner_and_tells_only_who_decides(archief):
    assert archief.stel_voor() == []
    archief.voorbij()
    archief.voorbij(eigenaar=archief.jgz)
    archief.voorbij("D04", dag=date(2026, 9, 1))
    for dag in ("2026-09-01", "2026-09-02", "2026-10-01"):
        found = archief.stel_voor(dag)
    # in October the second domain of the school has come too; what waits already is not asked again
    assert sorted((row.maand, row.organisatie_id == archief.school) for row in found) == [
        (date(2026, 9, 1), False), (date(2026, 9, 1), True), (date(2026, 10, 1), True)
    ]  # fmt: skip
    told = {row.persoon_id for row in archief.alle(Bericht, Bericht.soort == SoortBericht.VERNIETIGING)}
    assert told == {archief.streek.actors[rol].persoon_id for rol in (Rol.DIR, Rol.JA)}


def test_what_the_owner_keeps_or_what_runs_again_is_not_destroyed(archief):
    archief.voorbij()
    archief.voorbij("D04")
    directie = archief.streek.actors[Rol.DIR]
    voorstel = archief.stel_voor()[0]
    regel = next(row for row in archief.alle(Vernietigingsregel) if row.domein == "D09")
    keep = archief.huis.vernietigen
    for tot, ids in ((date(2026, 9, 1), {regel.id}), (date(2030, 1, 1), {voorstel.id})):
        with pytest.raises(OngeldigeInvoer):
            keep.bewaar(voorstel.id, ids, tot, Bewaarreden.BEZWAAR, directie)
    assert keep.bewaar(voorstel.id, {regel.id}, date(2030, 1, 1), Bewaarreden.BEZWAAR, directie) == 1
    with pytest.raises(OngeldigeInvoer):
        keep.keur_goed(voorstel.id, 2, directie)  # the number that was seen before
    keep.keur_goed(voorstel.id, 1, directie)
    with archief.database.transaction(SYSTEEM) as db:
        db.session.execute(update(Casus).values(status=Status.LOPEND))
    archief.huis.nachtwerk.werkbank.alles()
    assert len(archief.leest()) == 3
    assert archief.alle(Vernietigingsvoorstel)[0].status == StatusVoorstel.AFGEWEZEN
    assert archief.alle(Vernietigingsverklaring) == []
    with archief.database.transaction(SYSTEEM) as db:
        db.session.execute(update(Casus).values(status=Status.GESLOTEN))
    archief.stel_voor("2026-10-01")
    assert [row.domein for row in archief.alle(Vernietigingsregel, Vernietigingsregel.vervallen.is_(False))] == ["D04"]


def test_only_the_owner_decides(archief):
    archief.voorbij()
    voorstel = archief.stel_voor()[0]
    for rol in set(Rol) - {Rol.DIR}:
        with pytest.raises(NietGevonden):
            archief.huis.vernietigen.keur_goed(voorstel.id, 1, archief.streek.actors[rol])
    assert archief.alle(Vernietigingsvoorstel)[0].status == StatusVoorstel.VOORGESTELD


def test_a_worker_that_dies_after_the_list_and_before_the_commit_loses_nothing(archief):
    archief.voorbij()
    voorstel = archief.stel_voor()[0]
    archief.huis.vernietigen.keur_goed(voorstel.id, 1, archief.streek.actors[Rol.DIR])
    regel = archief.alle(Vernietigingsregel)[0]
    with pytest.raises(ZeroDivisionError), archief.database.transaction(SYSTEEM) as db:
        vernietig_regel(archief.huis.kern, db, {"regel": str(regel.id)})
        raise ZeroDivisionError
    assert len(archief.leest()) == 3
    lines = archief.huis.kern.lijst.lees()
    assert [(line.domein, line.versies) for line in lines] == [("D09", (1,))]
    assert vernietigen.pas_toe(archief.database, lines) == 1  # what opening the house does
    assert vernietigen.pas_toe(archief.database, lines) == 0
    assert archief.leest() == [("D04", SCHOOL), ("D09", GGD)]
    archief.huis.nachtwerk.werkbank.alles()
    assert archief.leest() == [("D04", SCHOOL), ("D09", GGD)]
    assert len(archief.alle(Vernietigingsverklaring)) == 1


def test_nothing_is_destroyed_without_the_list(archief):
    archief.voorbij()
    voorstel = archief.stel_voor()[0]
    archief.huis.vernietigen.keur_goed(voorstel.id, 1, archief.streek.actors[Rol.DIR])
    regel, kern = archief.alle(Vernietigingsregel)[0], archief.huis.kern
    bare = Kern(kern.database, kern.engine, kern.formulieren)
    with pytest.raises(RuntimeError), archief.database.transaction(SYSTEEM) as db:
        vernietig_regel(bare, db, {"regel": str(regel.id)})
    assert len(archief.leest()) == 3


@pytest.mark.postgres
def test_what_is_written_while_the_rest_gets_a_new_key_stays_readable(postgres, tmp_path, klok):
    """Who seals holds the key, and who destroys waits; the other way round too."""
    archief = Archief(huis_op(tmp_path, klok, fresh_postgres(postgres)))
    writers = [
        Thread(target=lambda who=who: [archief.schrijf(Rol.JA, "D09", f"{who}-{n}") for n in range(10)])
        for who in "abc"
    ]
    for writer in writers:
        writer.start()
    for _ in range(5):
        with archief.database.transaction(SYSTEEM) as db:
            vernietigen.vernietig(db, vernietigen.Deel(archief.casus_id, "D09", archief.school))
    for writer in writers:
        writer.join()
    assert len(archief.leest()) == 2 + 30
    archief.database.close()


@pytest.fixture
def plek(request, tmp_path, archief):
    """An empty place of the same kind."""
    if archief.database.engine.dialect.name == "postgresql":
        return fresh_postgres(request.getfixturevalue("postgres"))
    (tmp_path / "elders").mkdir()
    return f"sqlite:///{tmp_path / 'elders' / 'casus.db'}"


def test_a_backup_of_before_does_not_bring_it_back(archief, plek, tmp_path, klok):
    archief.voorbij()
    archief.voorbij(eigenaar=archief.jgz)
    (tmp_path / "kopie").mkdir()
    bron = backup.Gegevens(archief.huis.settings.database_url, archief.database.bos, klok, PG_BIN)
    path, _ = backup.make(bron, tmp_path / "kopie", lambda *_: None)
    archief.vernietig(Rol.DIR)
    archief.schrijf(Rol.JA, "D09", "na de eerste keer")
    told = []
    lines = archief.huis.kern.lijst.lees()
    doel = backup.Gegevens(plek, bron.bos, klok, PG_BIN, lines)
    backup.restore(path, doel, lambda *_: None, told.append)
    assert "Opnieuw vernietigd wat na deze kopie vernietigd was: 1 delen." in told
    restored = Database(plek, bron.bos, klok)
    assert archief.leest(restored) == [("D04", SCHOOL), ("D09", GGD)]
    with restored.transaction(SYSTEEM) as db:
        audit.zegel_alles(db.session, db.nu)
        assert audit.verify(db.session).fout is None
    archief.vernietig(Rol.JA)
    assert vernietigen.pas_toe(restored, archief.huis.kern.lijst.lees()) == 1
    assert archief.leest(restored) == archief.leest() == [("D04", SCHOOL)]
    restored.close()


def test_opening_the_house_destroys_again_what_a_copy_of_the_file_brought_back(tmp_path, klok):
    archief = Archief(huis_op(tmp_path, klok))
    archief.voorbij()
    archief.database.close()
    before = (tmp_path / "casus.db").read_bytes()
    archief.vernietig()
    archief.database.close()
    for file in tmp_path.glob("casus.db*"):
        file.unlink()
    (tmp_path / "casus.db").write_bytes(before)
    assert len(archief.leest()) == 3
    archief.database.close()
    house = huis_op(tmp_path, klok)
    assert archief.leest(house.kern.database) == [("D04", SCHOOL), ("D09", GGD)]
    house.kern.database.close()


def test_a_copy_from_before_the_key_was_made_never_uses_its_number(archief):
    archief.voorbij()
    archief.vernietig()
    lines = archief.huis.kern.lijst.lees()
    with archief.database.transaction(SYSTEEM) as db:
        for kind in (Dossierstuk, Sleutel):
            db.session.execute(delete(kind).where(kind.domein == "D09"))
    assert vernietigen.pas_toe(archief.database, lines) == 1
    archief.schrijf(Rol.VC, "D09", "nieuw")
    assert vernietigen.pas_toe(archief.database, lines) == 0
    assert ("D09", "nieuw") in archief.leest()


def test_the_list_is_for_its_owner_only_and_survives_a_torn_end(tmp_path, streek, huis):
    lijst = Lijst(tmp_path / "vernietigd.jsonl")
    one = Vernietigd(huis.now(), streek.leerling_id, "D04", streek.organisaties["school"], (1, 2))
    other = Vernietigd(huis.now(), streek.leerling_id, "D05", streek.organisaties["school"], (1,))
    assert lijst.lees() == []
    lijst.schrijf([one])
    assert lijst.path.stat().st_mode & 0o777 == 0o600
    with lijst.path.open("a") as file:
        file.write('{"op": "2026-')
    assert lijst.lees() == [one]
    lijst.vul_aan([one, other])
    assert lijst.lees() == [one, other]
    lijst.path.write_text("onzin\n")
    with pytest.raises(KluisFout):
        lijst.lees()


def test_the_key_file_takes_the_list_along(tmp_path, huis, streek):
    line = Vernietigd(huis.now(), streek.leerling_id, "D04", streek.organisaties["school"], (1,))
    bos = huis.kern.database.bos
    keys.write(tmp_path / "sleutelkopie", bos, "een lange wachtzin hier", [line])
    assert keys.read_all(tmp_path / "sleutelkopie", "een lange wachtzin hier") == (bos, [line])
    assert str(streek.leerling_id) not in (tmp_path / "sleutelkopie").read_text()
    assert json.loads((tmp_path / "sleutelkopie").read_text())["soort"] == "casus-sleutels"
