"""Settings from the environment and one optional file, and where the files of the product stand."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from casus.waarden import InstellingFout, adres, geheim, heel_getal, ja_nee, keuze, tekst

PACKAGE = Path(__file__).parent
BESTAND = "CASUS_INSTELLINGEN"
LOKAAL = frozenset({"127.0.0.1", "localhost", "::1"})
BEREIKBAAR = (
    "CASUS_HOST of CASUS_ADRES maakt Casus bereikbaar voor anderen. Zet dan CASUS_PRODUCTIE=1, "
    "of laat ze weg voor een proef op deze computer."
)
GEEN_PROXY = (
    "CASUS_PROXIES is 0, maar Casus spreekt zelf geen TLS. Geef het aantal proxy's dat ervoor staat (meestal 1), "
    "anders lijkt iedereen van hetzelfde adres te komen."
)
_WACHTWOORD = re.compile(r"(?<=://)([^:/@]*):[^/]*@|(?<=password=)[^&]*")


def versie() -> str:
    """The version of this installation."""
    try:
        return version("casus")
    except PackageNotFoundError:
        return "onbekend"


def data_folder(name: str) -> Path:
    """`workflows`, `forms` or `templates`: inside an installed package, else at the root of the checkout.

    Raises:
        FileNotFoundError: neither is there.
    """
    for folder in (PACKAGE / "_data" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} is missing from this installation")


def setting(variable: str, read: Any, default: Any, meaning: str, shown: str = "", *, secret: bool = False) -> Any:
    """One line of the table of settings; a field without a default gets it from `from_environment`."""
    about = {"variable": variable, "read": read, "meaning": meaning, "shown": shown, "secret": secret}
    return (
        field(metadata=about, repr=not secret)
        if default is None and shown
        else field(default=default, metadata=about, repr=not secret)
    )


@dataclass(frozen=True)
class Settings:
    """Plain values; who needs one is handed it. The table of `docs/beheer.md` is made from these lines."""

    database_url: str = setting(
        "CASUS_DATABASE_URL", tekst, None,
        "Where the data are: `sqlite:///path` (encrypted, one machine) or `postgresql://…`.",
        "`casus.db` in CASUS_MAP", secret=True,
    )  # fmt: skip
    keys: Path = setting(
        "CASUS_SLEUTELS", Path, None,
        "The file with the keys, readable by its owner only. Without it nobody can read the data: keep a copy apart.",
        "`sleutels.json` in CASUS_MAP",
    )  # fmt: skip
    productie: bool = setting(
        "CASUS_PRODUCTIE", ja_nee, False,
        "`1` for real people: refuses to start on an unsafe setting, logs as JSON, sends HSTS and Secure cookies.",
    )  # fmt: skip
    adres: str = setting(
        "CASUS_ADRES", adres, "",
        "The address that people type, `https://…`. Required in production; other host names are refused then.",
    )  # fmt: skip
    host: str = setting("CASUS_HOST", tekst, "127.0.0.1", "The network address on which is listened.")
    port: int = setting("PORT", heel_getal(1, 65_535), 8000, "The port on which is listened.")
    proxies: int = setting(
        "CASUS_PROXIES", heel_getal(0, 5), 0,
        "How many of your own proxies stand before Casus: that many `X-Forwarded-` values are believed, no more.",
    )  # fmt: skip
    cookies: str = setting(
        "CASUS_COOKIES", keuze("veilig", "http"), "",
        "`veilig`: cookies over TLS only. `http`: also without, refused in production.",
        "`veilig` in production, else `http`",
    )  # fmt: skip
    totp: str = setting(
        "CASUS_TOTP", keuze("verplicht", "vrij"), "",
        "`verplicht`: everybody logs in with a code from an app and sets it up first. `vrij`: who wants to.",
        "`verplicht` in production, else `vrij`",
    )  # fmt: skip
    session_hours: int = setting("CASUS_SESSIE_UREN", heel_getal(1, 24), 10, "Hours until somebody logs in again.")
    sessie_stilte: int = setting(
        "CASUS_SESSIE_STILTE", heel_getal(15, 1_440), 0,
        "Minutes without a page after which somebody logs in again.", "`60` in production, else no end",
    )  # fmt: skip
    processen: int = setting(
        "CASUS_PROCESSEN", heel_getal(1, 64), 1, "Web processes of gunicorn; more than one needs PostgreSQL."
    )
    draden: int = setting("CASUS_DRADEN", heel_getal(1, 64), 8, "Requests at once in one web process.")
    verbindingen: int = setting(
        "CASUS_VERBINDINGEN", heel_getal(0, 500), 0,
        "Connections that one process keeps open; only with PostgreSQL.", "CASUS_DRADEN + 2",
    )  # fmt: skip
    achterstand: int = setting(
        "CASUS_ACHTERSTAND", heel_getal(5, 86_400), 300,
        "Seconds that work may wait, and a worker be silent, before readiness and `casus worker status` complain.",
    )  # fmt: skip
    log: str = setting(
        "CASUS_LOG", keuze("json", "tekst"), "", "How lines of the log look.", "`json` in production, else `tekst`"
    )
    metrics_token: str = setting(
        "CASUS_METRICS_TOKEN", geheim(24), "",
        "The bearer token of `/metrics`, at least 24 characters; without it the page does not exist.", secret=True,
    )  # fmt: skip
    smtp_url: str = setting(
        "CASUS_SMTP_URL", tekst, "", "Where mail is handed in; without it no mail. See `docs/post.md`.", secret=True
    )
    afzender: str = setting("CASUS_AFZENDER", tekst, "", "Who the mail is from, and where it comes back to.")
    pg_bin: Path | None = setting(
        "CASUS_PG_BIN", Path, None, "The folder of `pg_dump` and `pg_restore`, for `casus backup` and `casus restore`.",
    )  # fmt: skip
    demo: bool = setting(
        "CASUS_DEMO", ja_nee, False, "`1` only for the database of `casus demo`; refused beside any other data."
    )
    debug: bool = setting("FLASK_DEBUG", ja_nee, False, "The debugger of Flask; refused in production.")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the variables, and the file that CASUS_INSTELLINGEN names; a variable wins over the file.

        Raises:
            InstellingFout: a value cannot be used; the sentence names its variable.
        """
        given = gegeven(os.environ if environ is None else environ)
        folder = Path(given.get("CASUS_MAP", ("var", ""))[0])
        values: dict[str, Any] = {"database_url": f"sqlite:///{folder / 'casus.db'}", "keys": folder / "sleutels.json"}
        for item in fields(cls):
            variable = item.metadata["variable"]
            if variable in given:
                values[item.name] = _read(variable, item.metadata["read"], given[variable][0])
        return cls(**values)

    @property
    def postgres(self) -> bool:
        return not self.database_url.startswith("sqlite")

    @property
    def veilige_cookies(self) -> bool:
        """Whether cookies travel over TLS only."""
        return self.cookies == "veilig" if self.cookies else self.productie

    @property
    def totp_verplicht(self) -> bool:
        """Whether everybody must log in with a code."""
        return self.totp == "verplicht" if self.totp else self.productie

    @property
    def stilte(self) -> int:
        """Minutes without a page after which a session ends; 0 is never."""
        return self.sessie_stilte or (60 if self.productie else 0)

    @property
    def json_log(self) -> bool:
        return self.log == "json" if self.log else self.productie

    @property
    def hostnaam(self) -> str:
        """The host of the public address; empty when none is set."""
        return urlsplit(self.adres).hostname or ""

    def controleer(self) -> None:
        """Refuse to serve with settings that are not safe together.

        Raises:
            InstellingFout: with a sentence for each thing that is wrong.
        """
        found = [sentence for wrong, sentence in (*self._altijd(), *self._productie()) if wrong]
        if found:
            raise InstellingFout("\n".join(found))

    def _altijd(self) -> list[tuple[bool, str]]:
        outside = self.host not in LOKAAL or self.hostnaam not in LOKAAL | {""}
        return [
            (
                outside and not self.productie,
                BEREIKBAAR,
            ),
            (
                not self.postgres and self.processen > 1,
                "CASUS_PROCESSEN: meer dan één webproces kan alleen met PostgreSQL. Zet CASUS_DATABASE_URL of laat 1.",
            ),
            (
                not self.postgres and self.verbindingen > 0,
                "CASUS_VERBINDINGEN hoort bij PostgreSQL. Laat het weg bij SQLite.",
            ),
            (
                _leesbaar_voor_anderen(self.keys),
                f"CASUS_SLEUTELS: anderen kunnen {self.keys} lezen. Voer uit: chmod 600 {self.keys}",
            ),
        ]

    def _productie(self) -> list[tuple[bool, str]]:
        if not self.productie:
            return []
        plain = urlsplit(self.adres).scheme == "http" and self.hostnaam not in LOKAAL
        tls = self.adres.startswith("https://")
        return [
            (not self.adres, "CASUS_ADRES ontbreekt. Geef het adres dat mensen intypen, met https://."),
            (plain, "CASUS_ADRES begint met http://. Mensen melden zich hier aan: gebruik https://."),
            (
                tls and self.proxies == 0,
                GEEN_PROXY,
            ),
            (self.cookies == "http", "CASUS_COOKIES=http kan niet in productie: aanmelden mag alleen over TLS."),
            (self.demo, "CASUS_DEMO kan niet samen met CASUS_PRODUCTIE: iedereen kent de wachtwoorden van de demo."),
            (self.debug, "FLASK_DEBUG kan niet in productie: de debugger toont gegevens en voert opdrachten uit."),
            (
                self.database_url in ("sqlite://", "sqlite:///:memory:"),
                "CASUS_DATABASE_URL wijst naar het geheugen: na een herstart is alles weg.",
            ),
        ]


def _read(variable: str, read: Any, text: str) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise InstellingFout(f"{variable}: {error}") from error


def _leesbaar_voor_anderen(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def gegeven(environ: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What was set: variable to its text and where it came from. An empty variable was not set.

    Raises:
        InstellingFout: the file cannot be read, or names what is no setting.
    """
    known = ["CASUS_MAP", *(item.metadata["variable"] for item in fields(Settings))]
    found = _uit_bestand(environ[BESTAND], known) if environ.get(BESTAND) else {}
    return found | {name: (environ[name], "omgeving") for name in known if environ.get(name)}


def _uit_bestand(name: str, known: list[str]) -> dict[str, tuple[str, str]]:
    try:
        rows = tomllib.loads(Path(name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InstellingFout(f"{BESTAND}: {name} is niet te lezen ({error}).") from error
    unknown = sorted(set(rows) - set(known))
    if unknown:
        raise InstellingFout(f"{BESTAND}: {name} noemt {', '.join(unknown)}. Die instelling bestaat niet.")
    wrong = sorted(key for key, value in rows.items() if not isinstance(value, bool | int | str))
    if wrong:
        raise InstellingFout(f"{BESTAND}: {', '.join(wrong)} is geen tekst, getal, true of false.")
    if Path(name).stat().st_mode & 0o007 and any(_is_geheim(key, _als_tekst(value)) for key, value in rows.items()):
        raise InstellingFout(f"{BESTAND}: {name} bevat een geheim dat anderen kunnen lezen. Voer uit: chmod 640 {name}")
    return {key: (_als_tekst(value), "bestand") for key, value in rows.items()}


def _is_geheim(variable: str, text: str) -> bool:
    secret = any(item.metadata["secret"] for item in fields(Settings) if item.metadata["variable"] == variable)
    return _gemaskeerd(text, secret=secret) != text


def _als_tekst(value: bool | int | str) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Instellingregel:
    """One setting as it is in force."""

    variabele: str
    waarde: str
    herkomst: str


def in_werking(environ: Mapping[str, str] | None = None) -> list[Instellingregel]:
    """The settings in force, secrets masked, and where each came from.

    Raises:
        InstellingFout: as `Settings.from_environment`.
    """
    env = os.environ if environ is None else environ
    given, settings = gegeven(env), Settings.from_environment(env)
    folder = given.get("CASUS_MAP", ("var", "standaard"))
    rows = [Instellingregel(BESTAND, env.get(BESTAND, ""), "omgeving" if env.get(BESTAND) else "standaard")]
    rows.append(Instellingregel("CASUS_MAP", *folder))
    for item in fields(Settings):
        variable = item.metadata["variable"]
        shown = _gemaskeerd(getattr(settings, item.name), secret=item.metadata["secret"])
        rows.append(Instellingregel(variable, shown, given.get(variable, ("", "standaard"))[1]))
    return rows


def _gemaskeerd(value: Any, *, secret: bool) -> str:
    """A URL without its password, any other secret not at all."""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    if not secret or not text:
        return text
    return _WACHTWOORD.sub(_sterretjes, text) if "://" in text else "***"


def _sterretjes(found: re.Match[str]) -> str:
    return "***" if found.group(1) is None else f"{found.group(1)}:***@"


def als_tabel() -> str:
    """The table of all settings, as `docs/beheer.md` shows it."""
    rows = [
        "| variable | default | meaning |",
        "|---|---|---|",
        f"| `{BESTAND}` |  | A TOML file with any of the settings below under the same names; a variable wins. |",
        "| `CASUS_MAP` | `var` | The folder of the database and the keys. |",
    ]
    for item in fields(Settings):
        about = item.metadata
        plain = item.default
        shown = about["shown"] or (f"`{_gemaskeerd(plain, secret=False)}`" if plain not in ("", None) else "")
        rows.append(f"| `{about['variable']}` | {shown} | {about['meaning']} |")
    return "\n".join(rows)
