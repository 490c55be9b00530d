"""An entry to be put right: the questions of its own form, filled with what stands there now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import Geweigerd, NietGevonden
from casus.forms import Formulier, Formulieren
from casus.overview.bron import Bron
from casus.overview.document import readable_stuk
from casus.overview.zicht import aanduiding, kijk
from casus.policy import TABEL, Handeling, gate_of, kolommen
from casus.storage import Transactie, dossiers


@dataclass(frozen=True)
class CorrectieBeeld:
    """What the page shows to the writer."""

    id: UUID
    casus_id: UUID
    leerling: str
    domein: str
    op: datetime
    formulier: Formulier
    """Only the questions of this entry, without those that steered the route."""
    waarden: Mapping[str, Any]
    vast: tuple[tuple[str, str], ...]
    """Question and answer of what cannot be changed: the route has followed it."""


def lees_correctie(bron: Bron, actor: Actor, stuk_id: UUID) -> CorrectieBeeld:
    """The form of an entry, filled with its answers.

    Raises:
        NietGevonden: not there, a file, replaced already, or the reader may not know of it.
        Geweigerd: the reader may read it, not put it right.
    """
    with bron.lezen(actor) as db:
        stuk = verbeterbaar(db, stuk_id, bron.formulieren)
        casus, leerling, blik = kijk(db, stuk.casus_id)
        questions = list(dossiers.open_json(db, stuk).get("vragen", []))
        form = questions_of(bron.formulieren.read(stuk.formulier or ""), stuk.domein, questions)
        keys = {veld.key for veld in form.invoer}
        beeld = CorrectieBeeld(
            id=stuk.id,
            casus_id=casus.id,
            leerling=aanduiding(casus, leerling, blik),
            domein=TABEL.domeinen[stuk.domein],
            op=stuk.op,
            formulier=form,
            waarden={key: value for key, _, value, _ in questions if key in keys},
            vast=tuple((question, text) for key, question, _, text in questions if key not in keys),
        )
    bron.database.record(actor, "verbetering_gelezen", "ja", beeld.casus_id, stuk=stuk_id)
    return beeld


def verbeterbaar(db: Transactie, stuk_id: UUID, formulieren: Formulieren) -> Dossierstuk:
    """The entry, when this actor may put it right.

    Raises:
        NietGevonden, Geweigerd: as for `lees_correctie`.
    """
    stuk = readable_stuk(db, stuk_id, Handeling.STUK_VERBETEREN)
    asked = kolommen(Handeling.STUK_VERBETEREN, db.lezer)
    _, words = dossiers.read_stuk(db, stuk_id, Dossierstuk.id == stuk_id, asked)
    gate = gate_of(Handeling.STUK_VERBETEREN, {word: word in words for word in asked})
    if gate is not None:
        raise Geweigerd(Handeling.STUK_VERBETEREN, gate, stuk.casus_id)
    if stuk.bestandsnaam or (stuk.formulier or "") not in formulieren or dossiers.is_replaced(db, stuk_id):
        raise NietGevonden
    return stuk


def questions_of(formulier: Formulier, domein: str, vragen: list[Any]) -> Formulier:
    """The questions of one entry: those answered then, and those that were always asked."""
    answered = {item[0] for item in vragen}
    about = {veld.eigenschappen.get("betreft", "") for veld in formulier.invoer if veld.key in answered}
    fields = tuple(
        replace(veld, verborgen_als=None)
        for veld in formulier.invoer
        if veld.domein == domein
        and not veld.stuurt
        and veld.type != "filepicker"
        and veld.eigenschappen.get("betreft", "") in about
        and (veld.key in answered or veld.verborgen_als is None)
    )
    return replace(formulier, velden=fields)
