"""The content's proof, as a table or as JSON; and a small service to begin with."""

from __future__ import annotations

import copy
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from gettext import NullTranslations
from pathlib import Path

from kiosk import resources
from kiosk.content.check import check as prove
from kiosk.content.errors import ContentError, Fault
from kiosk.content.lint import Translated, unknown_icons, untranslated
from kiosk.content.load import load_with_files
from kiosk.content.report import FormReport, ServiceReport, TaskReport
from kiosk.content.source import Table
from kiosk.domain.task import Assessments
from kiosk.i18n import catalogues
from kiosk.wiring.told import Told

Progress = Callable[[int, int, str], None]

SHOWN_FAULTS = 12
"""Of one kind; the rest is counted, and stands in the JSON."""
WORTH_A_PROCESS = 12
"""Forms from which on a second process saves more time than its start takes."""

_HEAD = (
    f"{'task':26} {'form':>4} {'views':>5} {'states':>7} {'shortest':>8} {'lucky':>5} {'off':>5} "
    f"{'mistakes':>8} {'LIX':>4} {'random':>6} {'s':>5}"
)


def check(
    service: str | None, as_json: bool, progress: Progress | None = None, folder: Path | None = None
) -> Told:
    """The proof of all services or one; or all the faults of files that cannot be read.

    Raises:
        UnknownServiceError: there is no such service.
    """
    try:
        assessments, files = load_with_files(folder or resources.assessments(), service)
    except ContentError as error:
        return _faulty(error, as_json)
    reports = prove(assessments, service, progress, workers=_workers(assessments, service))
    faults = lint(files)
    good = not faults and all(report.sound for report in reports)
    if as_json:
        told = {
            "sound": good,
            "faults": [_as_dict(fault) for fault in faults],
            "services": [asdict(report) for report in reports],
        }
        return Told(_json(told), sound=good)
    lines = [line for report in reports for line in _table(report)]
    return Told("\n".join([*lines, *_faults(faults)]), sound=good)


def lint(files: Mapping[str, Table]) -> list[Fault]:
    """What is wrong with files that load: an unknown icon, a text without its translation."""
    icons = json.loads((resources.assets() / "icons" / "icons.json").read_text("utf-8"))
    return [*unknown_icons(files, icons), *untranslated(files, translated_by(resources.locales()))]


def translated_by(localedir: Path) -> Translated:
    """Whether the catalogues of a folder have a text; one that reads the same in both counts."""
    made: dict[str, NullTranslations] = {}

    def translated(language: str, key: str, source: str) -> bool:
        if language not in made:
            made[language] = copy.copy(catalogues.load(localedir, language, "assessments"))
            made[language].add_fallback(_Gap())
        return bool(made[language].pgettext(key, source))

    return translated


class _Gap(NullTranslations):
    """Answers nothing for what a catalogue lacks, where gettext would answer the source."""

    def pgettext(self, context: str, message: str) -> str:
        return ""


def _workers(assessments: Assessments, service: str | None) -> int:
    chosen = [s for s in assessments.services if service in (None, s.key)]
    forms = sum(len(t.forms) for s in chosen for t in s.tasks)
    bundled = getattr(sys, "frozen", False)  # a bundle starts its program anew, not ours
    return 1 if bundled or forms < WORTH_A_PROCESS else min(4, os.cpu_count() or 1)


def _faulty(error: ContentError, as_json: bool) -> Told:
    if as_json:
        faults = [_as_dict(fault) for fault in error.faults]
        return Told(_json({"sound": False, "faults": faults}), sound=False)
    count = len(error.faults)
    lines = [*map(str, error.faults), f"{count} fault{'s' if count > 1 else ''} to mend."]
    return Told("\n".join(lines), sound=False)


def _as_dict(fault: Fault) -> dict[str, object]:
    return {**asdict(fault.place), "message": fault.message}


def _json(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _faults(faults: Sequence[Fault]) -> list[str]:
    lines = [f"FAULT {fault}" for fault in faults[:SHOWN_FAULTS]]
    if more := len(faults) - len(lines):
        lines.append(f"      and {more} more like these; --json lists them all")
    if count := len(faults):
        lines.append(f"{count} text{'s' if count > 1 else ''} or icons to mend.")
    return lines


def _table(report: ServiceReport) -> list[str]:
    lines = [f"{report.key}: {report.views} views, {len(report.tasks)} tasks", _HEAD]
    lines += [_line(task, form) for task in report.tasks for form in task.forms]
    lines += [f"note: {note}" for note in report.notes]
    flaws = report.every_flaw()
    for where, flaw in flaws:
        lines.append(f"FAULT {where}: {flaw.property}: {flaw.message}")
        lines += [f"      {n}. {tap}" for n, tap in enumerate(flaw.taps or flaw.path, 1)]
    count = len(flaws)
    told = "proven" if not count else f"{count} fault{'s' if count > 1 else ''}"
    lines.append(f"{report.key}: {told}.")
    return lines


def _line(task: TaskReport, form: FormReport) -> str:
    lucky = str(len(form.lucky)) if form.lucky is not None else "-"
    lix = f"{task.lix:.0f}" if task.lix is not None else "-"
    return (
        f"{task.key:26} {form.form:4} {form.views:5} {form.states:7} {len(form.shortest):8} "
        f"{lucky:>5} {form.off_path:5.0%} {len(form.traps):8} {lix:>4} {form.random:6.1%} "
        f"{form.seconds:5.2f}"
    )
