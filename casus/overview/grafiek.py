"""The bar chart of the radar as numbers for an SVG: no script, and the same data stands in a table."""

from __future__ import annotations

from dataclasses import dataclass

from casus.overview.radar import Radar

BREED, HOOG = 760, 300
LINKS, ONDER, BOVEN = 40, 44, 30
LIJNEN = 4


@dataclass(frozen=True)
class Blok:
    """One coloured part of a bar."""

    kleur: str
    x: float
    y: float
    breed: float
    hoog: float
    aantal: int


@dataclass(frozen=True)
class As:
    """A mark on an axis."""

    plek: float
    tekst: str


@dataclass(frozen=True)
class Grafiek:
    """Everything the template draws."""

    breed: int
    hoog: int
    links: int
    grond: float
    boven: int
    blokken: tuple[Blok, ...]
    weken: tuple[As, ...]
    lijnen: tuple[As, ...]
    twee_maanden: float


def grafiek(radar: Radar) -> Grafiek:
    """Bars per week at home, stacked by colour, with the line of two calendar months."""
    ground = HOOG - ONDER
    step = (BREED - LINKS) / len(radar.weken)
    top = _top(max((week.totaal for week in radar.weken), default=0))
    unit = (ground - BOVEN) / top
    blocks: list[Blok] = []
    for week in radar.weken:
        x, y = LINKS + week.week * step + step * 0.15, float(ground)
        for kleur in ("groen", "amber", "rood", "stil"):
            count = getattr(week, kleur)
            if count:
                y -= count * unit
                blocks.append(
                    Blok(kleur, round(x, 1), round(y, 1), round(step * 0.7, 1), round(count * unit, 1), count)
                )
    return Grafiek(
        breed=BREED,
        hoog=HOOG,
        links=LINKS,
        grond=ground,
        boven=BOVEN,
        blokken=tuple(blocks),
        weken=tuple(As(round(LINKS + (w.week + 0.5) * step, 1), _label(w.week, len(radar.weken))) for w in radar.weken),
        lijnen=tuple(As(round(ground - n * unit * top / LIJNEN, 1), str(n * top // LIJNEN)) for n in range(LIJNEN + 1)),
        twee_maanden=round(LINKS + radar.twee_maanden * step, 1),
    )


def _top(highest: int) -> int:
    """The smallest multiple of the number of lines that holds the highest bar."""
    return max(LIJNEN, -(-highest // LIJNEN) * LIJNEN)


def _label(week: int, count: int) -> str:
    return f"{week}+" if week == count - 1 else str(week)
