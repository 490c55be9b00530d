"""Giving the absence of one's own school: first a trial, then for real; and naming its columns."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import N_, CasusFout, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.exchange.verzuim.indeling import NODIG
from casus.overview.importeren import lees_import
from casus.policy import Handeling
from casus.services.verzuim import Importverslag
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("verzuim", __name__)
HOOGSTENS = 10 * 1024 * 1024
EIGEN_WOORDEN = 8
"""Rows for own words on the page, beyond those that were saved."""
GEEN_BESTAND = N_("Kies het bestand met het verzuim.")
TE_GROOT = N_("Het bestand is te groot. Kies een bestand van hoogstens 10 MB.")
GEEN_DAG = N_("Vul een dag in die bestaat.")
MIST = N_("Deze kolommen staan niet in het bestand: %(kolommen)s.")


@bp.get("/verzuim/importeren")
@nodig(Handeling.VERZUIM_IMPORTEREN)
def importeren() -> str:
    """The form."""
    return _page()


@bp.post("/verzuim/importeren")
@nodig(Handeling.VERZUIM_IMPORTEREN)
def importeer() -> tuple[str, int]:
    """Try the file, or take it in."""
    trial = request.form.get("stap") != "importeer"
    try:
        verslag = huis().verzuim.importeer(
            actor(), _school(), _file(), request.form.get("formaat", ""), dry_run=trial, tot=_until()
        )
    except (Geweigerd, NietGevonden):
        raise
    except CasusFout as fout:
        return _page(fout=_message(fout)), 422
    return _page(verslag=verslag), 200 if verslag.gelukt else 422


@bp.get("/verzuim/indeling")
@nodig(Handeling.VERZUIM_IMPORTEREN)
def indeling() -> str:
    """The headings and words of the school's own CSV."""
    return _columns()


@bp.post("/verzuim/indeling")
@nodig(Handeling.VERZUIM_IMPORTEREN)
def bewaar() -> Response | tuple[str, int]:
    """Keep them."""
    heads = {kolom.veld: _said(f"kolom-{kolom.veld}") for kolom in lees_import(huis().bron, actor()).kolommen}
    rows = list(zip(request.form.getlist("woord"), request.form.getlist("soort"), strict=False))
    words = {word.strip(): kind for word, kind in rows if word.strip()}
    named = {veld: kop for veld, kop in heads.items() if kop or veld in NODIG}
    try:
        huis().verzuim.bewaar_indeling(actor(), _school(), named, words)
    except (Geweigerd, NietGevonden):
        raise
    except CasusFout as fout:
        return _columns(gettext(fout.message), heads, rows), 422
    flash(gettext("De kolommen van je school zijn bewaard."), "success")
    return redirect(url_for("verzuim.importeren"))


def _said(name: str) -> str:
    return request.form.get(name, "").strip()


def _school() -> UUID:
    """The own school; a file never says for which school it is."""
    school = actor().organisatie_id
    if school is None:
        raise NietGevonden
    return school


def _file() -> bytes:
    found = request.files.get("bestand")
    if found is None:
        raise OngeldigeInvoer(GEEN_BESTAND)
    with closing(found):
        data: bytes = found.read(HOOGSTENS + 1)
    if not data:
        raise OngeldigeInvoer(GEEN_BESTAND)
    if len(data) > HOOGSTENS:
        raise OngeldigeInvoer(TE_GROOT)
    return data


def _until() -> date | None:
    text = request.form.get("tot", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise OngeldigeInvoer(GEEN_DAG) from None


def _message(fout: CasusFout) -> str:
    missing: Any = fout.details.get("kolommen")
    said = gettext(fout.message)
    return f"{said} {gettext(MIST, kolommen=', '.join(missing))}" if missing else said


def _page(verslag: Importverslag | None = None, fout: str = "") -> str:
    return render_template(
        "verzuim/importeren.html",
        beeld=lees_import(huis().bron, actor()),
        verslag=verslag,
        fout=fout,
        formaat=request.form.get("formaat", "csv"),
        tot=request.form.get("tot", ""),
    )


def _columns(fout: str = "", koppen: dict[str, str] | None = None, rijen: list[tuple[str, str]] | None = None) -> str:
    """The form, with what stands in the database or with what was just written."""
    beeld = lees_import(huis().bron, actor())
    columns = [kolom if koppen is None else replace(kolom, kop=koppen[kolom.veld]) for kolom in beeld.kolommen]
    rows = rijen or [*beeld.woorden, *[("", "")] * EIGEN_WOORDEN]
    return render_template("verzuim/indeling.html", beeld=beeld, kolommen=columns, rijen=rows, fout=fout)
