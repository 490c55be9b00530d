"""Make sure there is a Chromium for the browser tests; install the distribution's when there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """0 when a browser is there."""
    if any(shutil.which(name) for name in NAMES):
        return 0
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print("No Chromium found: install it (for example: sudo apt-get install chromium).", file=sys.stderr)
        return 1
    print("No Chromium found: installing the distribution's…", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
