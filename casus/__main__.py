"""`python -m casus` is the command `casus`."""

from casus.cli import main

main()
