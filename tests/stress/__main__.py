"""`python -m tests.stress --lang`: all rounds on both databases; ends with 1 when anything was lost or doubled."""

from __future__ import annotations

import argparse
import signal
import sys
import time

from tests.stress.vuur import KORT, LANG, op_postgresql, op_sqlcipher

DATABASES = {"sqlcipher": op_sqlcipher, "postgresql": op_postgresql}


def main() -> int:
    """Play, and say what was counted."""
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--kort", action="store_const", dest="maat", const=KORT, help="about twenty seconds a database")
    size.add_argument("--lang", action="store_const", dest="maat", const=LANG, help="within five minutes a database")
    parser.add_argument("--database", choices=DATABASES, action="append", help="only this one")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave no server behind
    lines, good, start = [], True, time.monotonic()
    for name in chosen.database or DATABASES:
        print(f"{name}:", flush=True)
        outcome = DATABASES[name](chosen.maat or KORT, lambda line: print(line, flush=True))
        for complaint in outcome.klachten:
            print(f"  ! {complaint}")
        lines.append(outcome.regel())
        good = good and outcome.goed
    print(f"{time.monotonic() - start:.0f} seconds")
    print(*lines, sep="\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
