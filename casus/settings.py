"""Settings from the environment, and where the files of the product stand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """`workflows`, `forms` or `templates`: inside an installed package, else at the root of the checkout.

    Raises:
        FileNotFoundError: neither is there.
    """
    for folder in (PACKAGE / "_data" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} is missing from this installation")


@dataclass(frozen=True)
class Settings:
    """Plain values; who needs one is handed it."""

    database_url: str
    keys: Path
    demo: bool = False
    port: int = 8000
    session_hours: int = 10
    pg_bin: Path | None = None
    """Where pg_dump and pg_restore stand; None is wherever PATH says."""
    smtp_url: str = field(default="", repr=False)
    """Where mail is handed in; empty: no mail."""
    afzender: str = ""
    """Who the mail is from, and where it comes back to."""
    adres: str = ""
    """Where people reach this installation: the links in mail begin with it."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read CASUS_MAP, CASUS_DATABASE_URL, CASUS_SLEUTELS, CASUS_DEMO, CASUS_PG_BIN and PORT.

        For mail CASUS_SMTP_URL, CASUS_AFZENDER and CASUS_ADRES.
        """
        env = os.environ if environ is None else environ
        folder = Path(env.get("CASUS_MAP", "var"))
        return cls(
            database_url=env.get("CASUS_DATABASE_URL", f"sqlite:///{folder / 'casus.db'}"),
            keys=Path(env.get("CASUS_SLEUTELS", folder / "sleutels.json")),
            demo=env.get("CASUS_DEMO", "") == "1",
            port=int(env.get("PORT", "8000")),
            pg_bin=Path(env["CASUS_PG_BIN"]) if env.get("CASUS_PG_BIN") else None,
            smtp_url=env.get("CASUS_SMTP_URL", ""),
            afzender=env.get("CASUS_AFZENDER", ""),
            adres=env.get("CASUS_ADRES", ""),
        )
