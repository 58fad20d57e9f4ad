"""Studies of the measurement, written into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import resources
from kiosk.content.find import find_service
from kiosk.content.load import load
from kiosk.measure.needs import require
from kiosk.wiring.told import Told

if TYPE_CHECKING:
    from kiosk.measure.report import Report

Progress = Callable[[int, int, str], None]


def bench(out: Path, persons: int, seed: int, progress: Progress | None = None) -> Told:
    """Simulated respondents; what was asked and not reached stands on standard output.

    Raises:
        NotInstalledError: this is not a checkout with what a study needs.
    """
    require("numpy", "matplotlib")
    from kiosk.measure import bench as study

    done = study.run(persons, seed, progress)
    return _written(study.report(done), out)


def _written(report: Report, out: Path) -> Told:
    from kiosk.measure.report import write

    path = write(report, out)
    asked = [one for one in report.requirements if one.met is not None]
    missed = [one for one in asked if not one.met]
    lines = [f"NOT MET {one.what}: {one.measured}, {one.asked}." for one in missed]
    lines.append(f"{len(asked) - len(missed)} of {len(asked)} requirements met; see {path}.")
    return Told("\n".join(lines), sound=not missed)


def persons(
    service: str,
    out: Path,
    runs: int,
    seed: int,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Told:
    """Scripted persons take a service; what was asked and not reached stands on standard output.

    Raises:
        NotInstalledError: this is not a checkout with what a study needs.
        UnknownServiceError: there is no such service.
    """
    require("matplotlib")
    from kiosk.measure import persons as study
    from kiosk.measure.persons_report import report

    assessments = load(folder or resources.assessments())
    chosen = find_service(assessments, service)
    done = study.run(assessments, chosen, runs, seed, progress)
    return _written(report(done, chosen, seed), out)
