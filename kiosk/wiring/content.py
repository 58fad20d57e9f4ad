"""The content's proof, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from kiosk import resources
from kiosk.content.check import check as prove
from kiosk.content.errors import ContentError, nearest
from kiosk.content.load import load
from kiosk.content.report import FormReport, ServiceReport, TaskReport
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.task import Assessments
from kiosk.wiring.told import Told

Progress = Callable[[int, int, str], None]

_HEAD = (
    f"{'task':28} {'form':>4} {'states':>7} {'shortest':>8} {'luck':>5} {'off':>5} {'random':>6}"
)


class UnknownServiceError(KioskError):
    """A service that is not among the assessments."""


def check(
    service: str | None, as_json: bool, progress: Progress | None = None, folder: Path | None = None
) -> Told:
    """The proof of all services or one; or all the faults of files that cannot be read.

    Raises:
        UnknownServiceError: there is no such service.
    """
    try:
        assessments = load(folder or resources.assessments())
    except ContentError as error:
        return _faulty(error, as_json)
    _known(assessments, service)
    reports = prove(assessments, service, progress)
    good = all(report.sound for report in reports)
    if as_json:
        told = {"sound": good, "services": [asdict(report) for report in reports]}
        return Told(_json(told), sound=good)
    return Told("\n".join(line for report in reports for line in _table(report)), sound=good)


def _faulty(error: ContentError, as_json: bool) -> Told:
    if as_json:
        faults = [{**asdict(fault.place), "message": fault.message} for fault in error.faults]
        return Told(_json({"sound": False, "faults": faults}), sound=False)
    count = len(error.faults)
    lines = [*map(str, error.faults), f"{count} fault{'s' if count > 1 else ''} to mend."]
    return Told("\n".join(lines), sound=False)


def _json(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _known(assessments: Assessments, service: str | None) -> None:
    keys = [known.key for known in assessments.services]
    if service is not None and service not in keys:
        raise UnknownServiceError(
            N_("There is no service {service}{known}."),
            service=service,
            known=nearest(service, keys),
        )


def _table(report: ServiceReport) -> list[str]:
    lines = [f"{report.key}: {report.views} views, {len(report.tasks)} tasks", _HEAD]
    lines += [_line(task, form) for task in report.tasks for form in task.forms]
    flaws = report.every_flaw()
    for where, flaw in flaws:
        lines.append(f"FAULT {where}: {flaw.property}: {flaw.message}")
        if flaw.path:
            lines.append(f"      after: {', '.join(flaw.path)}")
    count = len(flaws)
    lines.append(f"{report.key}: {'proven' if not count else f'{count} faults'}.")
    return lines


def _line(task: TaskReport, form: FormReport) -> str:
    luck = str(len(form.lucky)) if form.lucky is not None else "-"
    return (
        f"{task.key:28} {form.form:4} {form.states:7} {len(form.shortest):8} {luck:>5} "
        f"{form.off_path:5.0%} {form.random:6.1%}"
    )
