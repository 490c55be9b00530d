"""The search index: keyed hashes, so that the database tells nobody which names are in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, false, select

from casus.domain.casus import Casus
from casus.domain.leerling import Leerling
from casus.domain.techniek import Zoekterm
from casus.storage.database import Transactie

KORTST = 3
"""Letters of a name that are asked at least."""
HOOGSTENS = 50
_NUMBER = re.compile(r"^\d{4}-\d{4,}$")
_DAY = re.compile(r"^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def index_leerling(db: Transactie, leerling: Leerling, school_naam: str) -> None:
    """Write the index of a pupil anew: call it when a pupil is added or changed."""
    db.session.execute(delete(Zoekterm).where(Zoekterm.leerling_id == leerling.id))
    words = {part for word in parts(leerling.naam) for part in beginnings(word)}
    school = {part for word in parts(school_naam) for part in beginnings(word)}
    blind = {db.bos.blind("naam", word) for word in words} | {db.bos.blind("school", word) for word in school}
    blind.add(db.bos.blind("geboren", leerling.geboortedatum.isoformat()))
    db.add(*(Zoekterm(leerling_id=leerling.id, blind=value) for value in blind))
    db.flush()


def parts(text: str) -> list[str]:
    """The words of a name without accents and capitals."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("ı", "i")
    return re.findall(r"[^\W_]+", bare)


def staat_in(vraag: str, *getoond: str) -> bool:
    """Every word of the question stands in what is shown; capitals and accents make no difference."""
    asked, shown = parts(vraag), " ".join(parts(" ".join(getoond)))
    return bool(asked) and all(word in shown for word in asked)


def beginnings(word: str) -> list[str]:
    """Each beginning of a word that is long enough to be asked."""
    return [word[:length] for length in range(KORTST, len(word) + 1)]


def list_gevonden(db: Transactie, tekst: str, visible: ColumnElement[bool]) -> list[Any]:
    """Rows (Casus, Leerling) that answer to every part of the question, among those the reader may see."""
    query = (
        select(Casus, Leerling)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .where(visible, *_conditions(db, tekst.split()))
        .order_by(Casus.aangemaakt_op.desc(), Casus.id)
        .limit(HOOGSTENS)
    )
    return list(db.session.execute(query))


def _conditions(db: Transactie, vragen: Iterable[str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for vraag in vragen:
        dag = as_day(vraag)
        if _NUMBER.match(vraag):
            found.append(Casus.nummer == vraag)
        elif dag is not None:
            found.append(_has(db.bos.blind("geboren", dag.isoformat())))
        else:
            found += [
                _has(db.bos.blind("naam", word), db.bos.blind("school", word))
                for word in parts(vraag)
                if len(word) >= KORTST
            ]
    return found or [false()]


def _has(*blind: str) -> ColumnElement[bool]:
    return exists().where(Zoekterm.leerling_id == Casus.leerling_id, Zoekterm.blind.in_(blind))


def as_day(text: str) -> date | None:
    """A date as people type it: 9-3-2013, 09/03/2013 or 2013-03-09."""
    written, iso = _DAY.match(text), _ISO.match(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(written[3]), int(written[2]), int(written[1])) if written else None
    except ValueError:
        return None
