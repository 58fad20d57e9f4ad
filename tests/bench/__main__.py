"""``python -m tests.bench``: each figure beside its goal and its floor of the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench import content, crypto, handing, losing, report, rows, starting, storing, windows
from tests.bench.figures import Counts, Figure, Measure

MEASURES: dict[str, Measure] = {
    "start": starting.measure,
    "desk-start": starting.measure_desk,
    "idle": starting.measure_idle,
    "growth": windows.growth,
    "touch": windows.touch,
    "commit": storing.commit,
    "share": windows.share,
    "seal": crypto.seal,
    "open": crypto.open_and_verify,
    "import": storing.imports,
    "proof": content.proof,
    "phone": windows.phone,
    "codes": handing.codes,
    "camera": handing.cameras,
    "keys": handing.key_streams,
    "hostile": handing.forgers,
    "cuts": losing.power_cuts,
    "purge": losing.purges,
    "rows": rows.many,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code says only whether it ran."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = ", ".join(MEASURES)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {names}")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="fewer rounds: a quarter of an hour; all take hours",
    )
    parser.add_argument("--tiny", action="store_true", help="hardly any rounds: does it run?")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in MEASURES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {names}")
    counts = Counts.tiny() if given.tiny else Counts.quick() if given.quick else Counts.full()
    found = _measured(given.names or MEASURES, counts)
    if given.json:
        _say(report.to_json(found))
        return 0
    _say(report.HEAD)
    for figure in found:
        _say(report.line(figure))
    return 0


def _measured(names: Iterable[str], counts: Counts) -> Iterable[Figure]:
    for name in names:
        with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
            yield from MEASURES[name](counts, Path(folder))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
