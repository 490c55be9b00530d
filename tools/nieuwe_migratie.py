"""Write the first migration anew from the mapped classes. Only until the first release: then migrations are added."""

import secrets
import tempfile
from pathlib import Path

from casus.storage import migreren
from casus.storage.database import make_engine

VERSIONS = Path("casus/storage/migrations/versions")


def main() -> None:
    """Replace 0001."""
    for old in VERSIONS.glob("*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        migreren.revise(make_engine(f"sqlite:///{folder}/leeg.db", secrets.token_hex(32)), "De eerste tabellen")
    made = next(VERSIONS.glob("*.py"))
    lines = ["revision = '0001'" if line.startswith("revision = ") else line for line in made.read_text().splitlines()]
    made.unlink()
    (VERSIONS / "0001_de_eerste_tabellen.py").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
