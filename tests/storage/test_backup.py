"""The restore drill, on both databases: a backup made while others write comes back whole, or not at all."""

import io
import json
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from sqlalchemy import delete, func, select, text, update

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk, Sleutel
from casus.domain.organisatie import Persoon
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.storage import Database, Sleutelbos, audit, backup, casussen, dossiers, migreren
from casus.storage.backup import keys, sealed
from casus.storage.backup import postgres as pg_copies
from casus.storage.backup.archive import Archive
from tests.conftest import fresh_postgres, huis_op
from tests.factories import Streek
from tests.postgres import PG_BIN

GEHEIM = "Fenna heeft buikpijn"


@dataclass
class Oefening:
    """An installation with a dossier, a place for backups, and an empty place to restore to."""

    huis: object
    map: Path
    leeg: str
    klok: object

    @property
    def bron(self):
        return backup.Gegevens(self.huis.settings.database_url, self.huis.kern.database.bos, self.klok, PG_BIN)

    @property
    def doel(self):
        return replace(self.bron, url=self.leeg)

    @property
    def embedded(self):
        return self.leeg.startswith("sqlite")

    def maak(self):
        return backup.make(self.bron, self.map, still)[0]

    def zet_terug(self, path, **changes):
        told = []
        backup.restore(path, replace(self.doel, **changes), still, told.append)
        return told

    def controleer(self, path, naar=None):
        told = []
        backup.check(path, self.bron, naar, still, told.append)
        return told

    def teruggezet(self):
        return Database(self.leeg, self.bron.bos, self.klok)

    def is_leeg(self):
        """Whether the place to restore to is as empty as it was."""
        if self.embedded:
            return list(Path(self.leeg.removeprefix("sqlite:///")).parent.iterdir()) == []
        with psycopg.connect(self.leeg) as connection:
            return connection.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchone() == (0,)  # fmt: skip


def still(done, total):
    assert 0 <= done <= total


@pytest.fixture(params=["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def oefening(request, tmp_path, klok):
    url, empty = None, f"sqlite:///{tmp_path / 'elders' / 'casus.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        url, empty = fresh_postgres(server), fresh_postgres(server)
    house = huis_op(tmp_path, klok, url)
    streek = Streek.bouw(house)
    schrijf_dossier(streek)
    for folder in ("kopie", "elders"):
        (tmp_path / folder).mkdir()
    yield Oefening(house, tmp_path / "kopie", empty, klok)
    house.kern.database.close()


def schrijf_dossier(streek):
    database, casus_id = streek.huis.kern.database, streek.casus()
    with database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for domein in ("D04", "D26"):
            dossiers.write_stuk(db, casus, domein, {"tekst": GEHEIM}, stap="x")
        db.audit("proef", casus_id=casus_id)
    with database.transaction(SYSTEEM) as db:
        audit.zegelen(db.session, db.nu)


def count(database, *kinds):
    with database.reading(SYSTEEM) as db:
        return [db.session.scalar(select(func.count()).select_from(kind)) for kind in kinds]


def remade(path, target, manifest=None, data=None):
    """The same backup with other words or other bytes, and a hash that fits."""
    with Archive(path) as archive:
        raw = archive.data().read()
    with tarfile.open(path) as tar:
        words = json.load(tar.extractfile("manifest.json"))
    raw = raw if data is None else data(raw)
    words |= {"sha256": sha256(raw).hexdigest(), "bytes": len(raw)}
    words = words if manifest is None else manifest(words)
    with tarfile.open(target, "w") as tar:
        for name, content in (("data", raw), ("manifest.json", json.dumps(words).encode())):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return target


class Schrijvers:
    """Two people who go on working while a backup is made."""

    def __init__(self, database):
        self.database, self.stop, self.written = database, Event(), [0, 0]
        self.threads = [Thread(target=self.work, args=(number,)) for number in range(2)]

    def work(self, number):
        while not self.stop.is_set():
            with self.database.transaction(SYSTEEM) as db:
                db.add(Persoon(naam=f"Schrijver {number}"))
                db.audit("proef", nummer=self.written[number])
            self.written[number] += 1

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        while min(self.written) < 5:
            pass
        return self

    def __exit__(self, *error):
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=30)


def test_the_drill_a_backup_made_while_others_write_comes_back_whole(oefening):
    database = oefening.huis.kern.database
    with Schrijvers(database) as writers:
        path = oefening.maak()
        at_backup = sum(writers.written)
        while sum(writers.written) < at_backup + 5:
            pass
    told = oefening.zet_terug(path)
    with Archive(path) as archive:
        rows = archive.manifest.inhoud.rijen
    restored = oefening.teruggezet()
    assert count(restored, Persoon, Casus, Dossierstuk) == [rows[name] for name in ("persoon", "casus", "dossierstuk")]
    assert rows["persoon"] < count(database, Persoon)[0]
    with restored.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Auditregel.handeling).order_by(Auditregel.volgnummer.desc())).first() == "kopie_teruggezet"  # fmt: skip
        assert audit.verify(db.session).fout is None
        for stuk in db.session.scalars(select(Dossierstuk)):
            assert dossiers.open_json(db, stuk) == {"tekst": GEHEIM}
    restored.close()
    assert f"{sum(rows.values())} rijen in {len(rows)} tabellen" in " ".join(told)
    assert "Van elk gegevensdomein ging een veld open: D04, D26." in told


def test_the_restored_installation_goes_on_working(oefening, tmp_path, klok):
    oefening.zet_terug(oefening.maak())
    house = huis_op(tmp_path, klok, oefening.leeg)
    with house.kern.database.transaction(SYSTEEM) as db:
        db.audit("proef")
    with house.kern.database.transaction(SYSTEEM) as db:
        audit.zegelen(db.session, db.nu)
    with house.kern.database.reading(SYSTEEM) as db:
        whole = audit.verify(db.session)
        assert (whole.fout, whole.open) == (None, 0)
    house.kern.database.close()


def test_what_people_wrote_and_the_keys_are_not_readable_in_a_backup(oefening):
    raw = oefening.maak().read_bytes()
    bos = oefening.bron.bos
    for secret in (GEHEIM, "Fenna", "Jansma", "CREATE TABLE", bos.database, bos.kluis.hex(), bos.cookie):
        assert secret.encode() not in raw
    for secret in (bos.kluis, bos.zoek, bytes.fromhex(bos.database)):
        assert secret not in raw


def test_a_backup_is_for_its_owner_only_and_never_written_over(oefening):
    path = oefening.maak()
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(backup.KopieFout) as refused:
        backup.make(oefening.bron, path, still)
    assert "bestaat al" in refused.value.message
    assert (path.read_bytes(), list(oefening.map.iterdir())) == (before, [path])


def test_a_backup_says_in_the_audit_log_that_it_was_made(oefening):
    oefening.maak()
    with oefening.huis.kern.database.reading(SYSTEEM) as db:
        assert "kopie_gemaakt" in db.session.scalars(select(Auditregel.handeling)).all()


def test_a_url_that_is_shown_holds_no_password():
    assert backup.without_password("postgresql://casus:geheim@db/casus") == "postgresql://casus:***@db/casus"


def test_checking_a_backup_leaves_nothing_behind(oefening, tmp_path, monkeypatch):
    path = oefening.maak()
    (tmp_path / "tijdelijk").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tijdelijk"))
    before = databases(oefening)
    told = oefening.controleer(path)
    assert "Van elk gegevensdomein ging een veld open: D04, D26." in told
    assert list((tmp_path / "tijdelijk").iterdir()) == []
    assert databases(oefening) == before
    assert oefening.is_leeg()
    if not oefening.embedded:
        assert oefening.controleer(path, oefening.leeg) == told
        assert oefening.is_leeg()


def databases(oefening):
    if oefening.embedded:
        return None
    with psycopg.connect(oefening.bron.url) as connection:
        return connection.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()


def refused(oefening, path, sentence, **changes):
    with pytest.raises(backup.KopieFout) as error:
        oefening.zet_terug(path, **changes)
    assert sentence in error.value.message
    assert oefening.is_leeg()


def test_a_damaged_backup_is_refused_and_the_place_stays_empty(oefening):
    path = oefening.maak()
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    refused(oefening, path, "controlesom klopt niet")
    path.write_bytes(whole[:middle])
    refused(oefening, path, "beschadigd")
    path.write_bytes(b"iets anders")
    refused(oefening, path, "geen kopie van Casus")


def test_who_changes_bytes_and_makes_the_hash_fit_is_refused_too(oefening, tmp_path):
    def flip(raw):
        middle = len(raw) // 2
        return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]

    path = oefening.maak()
    with pytest.raises(backup.KopieFout):
        oefening.zet_terug(remade(path, tmp_path / "anders.tar", data=flip))
    assert oefening.is_leeg()
    with pytest.raises(backup.KopieFout):
        oefening.zet_terug(remade(path, tmp_path / "kort.tar", data=lambda raw: raw[: len(raw) // 2]))
    assert oefening.is_leeg()


def with_rows(words):
    words["inhoud"]["rijen"]["casus"] += 1
    return words


def with_head(words):
    words["inhoud"]["audit_kop"] = "999:" + "a" * 64
    return words


ANDERS = [
    (with_rows, "In casus horen"),
    (with_head, "auditketen in de kopie is verbroken"),
    (lambda words: words | {"inhoud": words["inhoud"] | {"schema": "9999"}}, "nieuwere versie"),
    (lambda words: words | {"formaat": 2}, "nieuwere versie"),
    (lambda words: words | {"sleutels": "x"}, "andere sleutels"),
    (lambda words: words | {"soort": "sqlcipher" if words["soort"] == "postgresql" else "postgresql"}, "soort"),
    (lambda words: {}, "geen kopie van Casus"),
]


def test_what_does_not_agree_is_refused_and_the_place_stays_empty(oefening, tmp_path):
    path = oefening.maak()
    for number, (change, sentence) in enumerate(ANDERS):
        refused(oefening, remade(path, tmp_path / f"anders{number}.tar", manifest=change), sentence)


def test_a_backup_with_a_broken_audit_log_or_a_moved_field_is_refused(oefening):
    database = oefening.huis.kern.database
    with database.transaction(SYSTEEM) as db:
        db.session.execute(delete(Dossierstuk).where(Dossierstuk.domein == "D26"))
        db.session.execute(update(Dossierstuk).where(Dossierstuk.domein == "D04").values(domein="D26"))
    refused(oefening, oefening.maak(), "D26 gaat niet open")
    with database.transaction(SYSTEEM) as db:
        db.session.execute(update(Auditregel).where(Auditregel.volgnummer == 1).values(handeling="anders"))
    oefening.klok.verder(minutes=1)
    refused(oefening, oefening.maak(), "auditketen in de kopie is verbroken")


def test_a_destroyed_key_is_no_fault(oefening):
    with oefening.huis.kern.database.transaction(SYSTEEM) as db:
        db.session.execute(delete(Sleutel).where(Sleutel.domein == "D04"))
    assert "Van elk gegevensdomein ging een veld open: D26." in oefening.zet_terug(oefening.maak())


def test_a_backup_of_an_older_version_is_brought_up_to_date(oefening):
    database = oefening.huis.kern.database
    migreren.downgrade(database.engine, "0003")
    path = oefening.maak()  # and that did not migrate: a backup is what one makes before
    assert migreren.revision(database.engine) == "0003"
    told = oefening.zet_terug(path)
    assert f"Het schema is bijgewerkt van 0003 naar {migreren.newest()}." in told


def test_nothing_is_restored_over_something(oefening):
    path = oefening.maak()
    oefening.zet_terug(path)
    restored = oefening.teruggezet()
    before = count(restored, Auditregel)
    with pytest.raises(backup.KopieFout) as error:
        oefening.zet_terug(path)
    assert "alleen" in error.value.message
    assert count(restored, Auditregel) == before
    restored.close()


def test_the_journal_of_an_older_database_is_never_replayed_into_a_restored_one(huis, tmp_path, klok):
    gegevens = backup.Gegevens(huis.settings.database_url, huis.kern.database.bos, klok)
    path, _ = backup.make(gegevens, tmp_path / "kopie.tar", still)
    (tmp_path / "nieuw.db-wal").write_bytes(b"")
    with pytest.raises(backup.KopieFout) as error:
        backup.restore(path, replace(gegevens, url=f"sqlite:///{tmp_path / 'nieuw.db'}"), still, print)
    assert "nieuw.db-wal" in error.value.message
    assert not (tmp_path / "nieuw.db").exists()


def test_deleted_rows_are_not_taken_along(huis, tmp_path, klok):
    """VACUUM INTO copies rows, not pages: what was destroyed in the database is not in the next backup."""
    database = huis.kern.database
    with database.transaction(SYSTEEM) as db:
        db.add(*(Persoon(naam="x" * 5000) for _ in range(400)))
    with database.transaction(SYSTEEM) as db:
        db.session.execute(delete(Persoon))
    path, _ = backup.make(
        backup.Gegevens(huis.settings.database_url, database.bos, klok), tmp_path / "kopie.tar", still
    )
    assert path.stat().st_size < Path(huis.settings.database_url.removeprefix("sqlite:///")).stat().st_size / 2


SMALL = """
import resource, sys
from casus.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""


def test_a_full_disk_leaves_nothing_half(oefening, tmp_path):
    """A file may not grow past 200 kB here, which to a program is a full disk."""
    settings = oefening.huis.settings
    oefening.huis.kern.database.close()
    env = os.environ | {
        "CASUS_DATABASE_URL": settings.database_url, "CASUS_SLEUTELS": str(settings.keys), "CASUS_PG_BIN": str(PG_BIN),
    }  # fmt: skip
    size = 200_000 if oefening.embedded else 20_000
    command = [sys.executable, "-c", SMALL, str(size), "backup", str(oefening.map)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1, done.stderr
    assert "te weinig ruimte" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(oefening.map.iterdir()) == []


def tool(folder, name, words):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{words}\n")
    (folder / name).chmod(0o755)
    return folder


@pytest.mark.postgres
def test_tools_that_are_missing_old_or_fail_are_a_sentence(postgres, tmp_path, klok):
    house = huis_op(tmp_path, klok, fresh_postgres(postgres))
    gegevens = backup.Gegevens(house.settings.database_url, house.kern.database.bos, klok)

    def sentence(folder):
        with pytest.raises(backup.KopieFout) as error:
            backup.make(replace(gegevens, pg_bin=folder), tmp_path / "kopie.tar", still)
        assert [path.name for path in tmp_path.iterdir() if "kopie" in path.name] == []
        return error.value.message

    (tmp_path / "leeg").mkdir()
    assert "Er is geen pg_dump in" in sentence(tmp_path / "leeg")
    assert "van versie 12" in sentence(tool(tmp_path / "oud", "pg_dump", "echo 'pg_dump (PostgreSQL) 12.4'"))
    broken = 'test "$1" = --version && echo "pg_dump (PostgreSQL) 99.1" && exit; echo "pg_dump: error: vol" >&2; exit 1'
    assert "pg_dump is gestopt: pg_dump: error: vol" in sentence(tool(tmp_path / "stuk", "pg_dump", broken))
    house.kern.database.close()
    away = replace(gegevens, url="postgresql://casus@127.0.0.1:9/weg")
    with pytest.raises(backup.KopieFout) as error:
        backup.make(away, tmp_path / "kopie.tar", still)
    assert "antwoordt niet" in error.value.message


@pytest.mark.postgres
def test_what_somebody_else_makes_during_a_restore_is_not_taken_away(postgres, tmp_path, klok, monkeypatch):
    url, target = fresh_postgres(postgres), fresh_postgres(postgres)
    house = huis_op(tmp_path, klok, url)
    gegevens = backup.Gegevens(url, house.kern.database.bos, klok, PG_BIN)
    path, _ = backup.make(gegevens, tmp_path, still)
    house.kern.database.close()
    whole = pg_copies.things

    def and_then_somebody_starts_casus(engine):
        found = whole(engine)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE casus (van text)"))
        return found

    monkeypatch.setattr(pg_copies, "things", and_then_somebody_starts_casus)
    with pytest.raises(backup.KopieFout) as error:
        backup.restore(path, replace(gegevens, url=target), still, print)
    assert "pg_restore is gestopt" in error.value.message
    with psycopg.connect(target) as connection:
        tables = connection.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        assert tables.fetchall() == [("casus",)]


@pytest.mark.postgres
def test_who_may_make_no_database_hears_what_to_do(postgres, tmp_path, klok):
    url = fresh_postgres(postgres)
    house = huis_op(tmp_path, klok, url)
    gegevens = backup.Gegevens(url, house.kern.database.bos, klok, PG_BIN)
    path, _ = backup.make(gegevens, tmp_path, still)
    house.kern.database.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE klein LOGIN")
    try:
        with pytest.raises(backup.KopieFout) as error:
            backup.check(path, replace(gegevens, url=url.replace("casus@", "klein@")), None, still, print)
        assert "--naar" in error.value.message
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP ROLE klein")


@pytest.mark.postgres
def test_a_restore_to_a_fresh_server_goes_on_sealing_though_its_transactions_start_anew(
    postgres, ander_postgres, tmp_path, klok
):
    source = huis_op(tmp_path, klok, fresh_postgres(postgres))
    with psycopg.connect(postgres, autocommit=True) as connection:
        for _ in range(3000):  # this server is older than the other
            connection.execute("SELECT pg_current_xact_id()")
    schrijf_dossier(Streek.bouw(source))
    with source.kern.database.transaction(SYSTEEM) as db:
        db.audit("nog zonder zegel")
    gegevens = backup.Gegevens(source.settings.database_url, source.kern.database.bos, klok, PG_BIN)
    path, _ = backup.make(gegevens, tmp_path, still)
    source.kern.database.close()
    url = fresh_postgres(ander_postgres)
    backup.restore(path, replace(gegevens, url=url), still, print)
    restored = Database(url, gegevens.bos, klok)
    with restored.reading(SYSTEEM) as db:
        highest, before = db.session.scalar(select(func.max(Auditregel.xid))), audit.verify(db.session)
        newest = db.session.scalars(select(Auditregel.xid).order_by(Auditregel.volgnummer.desc())).first()
    assert newest < highest  # the trap is there
    for _ in range(3):
        with restored.transaction(SYSTEEM) as db:
            db.audit("verder")
        with restored.transaction(SYSTEEM) as db:
            audit.zegelen(db.session, db.nu)
    with restored.reading(SYSTEEM) as db:
        after = audit.verify(db.session, [before.kop])
    assert (after.fout, after.open, after.regels) == (None, 0, before.regels + before.open + 3)
    restored.close()


def test_a_role_that_may_not_see_all_rows_cannot_make_a_backup_that_misses_some(oefening):
    """pg_dump refuses a table whose rows are filtered, instead of leaving some out."""
    if oefening.embedded:
        return
    with psycopg.connect(oefening.bron.url, autocommit=True) as connection:
        connection.execute("CREATE ROLE ziet_weinig LOGIN")
        connection.execute("GRANT USAGE ON SCHEMA public TO ziet_weinig")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO ziet_weinig")
        connection.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ziet_weinig")
        connection.execute("ALTER TABLE casus ENABLE ROW LEVEL SECURITY")
    url = oefening.bron.url.replace("casus@", "ziet_weinig@")
    try:
        with pytest.raises(backup.KopieFout) as error:
            backup.make(replace(oefening.bron, url=url), oefening.map, still)
        assert "row-level security" in error.value.message
        assert list(oefening.map.iterdir()) == []
    finally:
        with psycopg.connect(oefening.bron.url, autocommit=True) as connection:
            connection.execute("DROP OWNED BY ziet_weinig")
            connection.execute("DROP ROLE ziet_weinig")


def test_keys_go_to_a_file_of_their_own_under_a_passphrase(tmp_path):
    bos, path = Sleutelbos.nieuw(), tmp_path / "sleutels.json"
    keys.write(path, bos, "vijf woorden op een rij")
    assert path.stat().st_mode & 0o777 == 0o600
    raw = path.read_text()
    assert not any(secret in raw for secret in (bos.database, bos.kluis.hex(), bos.zoek.hex(), bos.cookie))
    assert keys.read(path, "vijf woorden op een rij") == bos


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda words: words, "past niet"),
        (lambda words: words | {"sleutels": "x"}, "past niet"),
        (lambda words: {key: words[key] for key in words if key != "salt"}, "geen sleutelbestand"),
        (lambda words: ["iets"], "geen sleutelbestand"),
    ],
    ids=["other passphrase", "changed", "not whole", "something else"],
)
def test_a_key_file_that_does_not_open_is_a_sentence(tmp_path, change, sentence):
    path = tmp_path / "sleutels.json"
    keys.write(path, Sleutelbos.nieuw(), "vijf woorden op een rij")
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    with pytest.raises(backup.KopieFout) as error:
        keys.read(path, "zes andere woorden op een rij")
    assert sentence in error.value.message


def test_a_short_passphrase_or_a_file_that_is_there_is_refused(tmp_path):
    path = tmp_path / "sleutels.json"
    with pytest.raises(backup.KopieFout):
        keys.write(path, Sleutelbos.nieuw(), "te kort")
    assert list(tmp_path.iterdir()) == []
    path.write_text("van iemand anders")
    with pytest.raises(backup.KopieFout):
        keys.write(path, Sleutelbos.nieuw(), "vijf woorden op een rij")
    assert path.read_text() == "van iemand anders"


@pytest.mark.parametrize("size", [0, 1, sealed.BLOK, sealed.BLOK + 1, 3 * sealed.BLOK])
def test_a_sealed_stream_opens_as_it_was_and_shows_what_was_changed(size):
    bos, plain, out = Sleutelbos.nieuw(), os.urandom(size), io.BytesIO()
    sealed.seal(io.BytesIO(plain), out, bos)
    raw = out.getvalue()
    assert b"".join(sealed.opened(io.BytesIO(raw), bos)) == plain
    block = sealed.BLOK + sealed.TAG
    first, second = raw[sealed.SALT :][:block], raw[sealed.SALT + block :][:block]
    swapped = raw[: sealed.SALT] + second + first + raw[sealed.SALT + 2 * block :]
    for harmed in (raw[:-1], raw[:-block], swapped if second else raw + b"x", raw[:-1] + bytes([raw[-1] ^ 1])):
        with pytest.raises(backup.KopieFout):
            b"".join(sealed.opened(io.BytesIO(harmed), bos))
    with pytest.raises(backup.KopieFout):
        b"".join(sealed.opened(io.BytesIO(raw), Sleutelbos.nieuw()))


@pytest.mark.postgres
def test_emptying_takes_away_whatever_was_made(postgres):
    url = fresh_postgres(postgres)
    engine = Database(url, Sleutelbos.nieuw(), lambda: None).engine
    migreren.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text('CREATE VIEW "Een blik" AS SELECT nummer FROM casus'))
        connection.execute(text("CREATE SEQUENCE los"))
        connection.execute(text("CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'"))
    assert {"VIEW", "SEQUENCE", "ROUTINE", "TABLE"} == {kind for kind, _ in pg_copies.things(engine)}
    pg_copies.empty(engine)
    assert pg_copies.things(engine) == []
    engine.dispose()
