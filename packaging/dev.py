"""Set up, run, test: the commands of a checkout. Needs a plain Python and nothing else.

    python3 packaging/dev.py run              start the demo, tablet and desk
    python3 packaging/dev.py test [--long]    everything that must hold
    python3 packaging/dev.py lock             renew the locked versions
    python3 packaging/dev.py messages         bring the catalogues up to date

This file alone must parse on a Python that is too old, to say so in one line.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "The kiosk needs Python 3.11, 3.12 or 3.13, and this is %d.%d: start this file with one "
        "of them, as in `python3.11 packaging/dev.py run`." % sys.version_info[:2]
    )

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main())
