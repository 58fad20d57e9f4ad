"""What a desk gives away, and what comes back into the content."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kiosk import resources
from kiosk.content.load import load
from kiosk.desk import versions
from kiosk.desk.log import DeskLog, user_name
from kiosk.devices.clock import Clock, SystemClock
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import Event
from kiosk.domain.measurement import Item
from kiosk.domain.record import VisitResult
from kiosk.domain.task import Assessments, Service
from kiosk.handoff import record
from kiosk.handoff.files import read_safely, write_safely
from kiosk.handoff.keys import Device
from kiosk.handoff.site import load_device
from kiosk.i18n.languages import LANGUAGES
from kiosk.measure.needs import require
from kiosk.report import calibration, items, parameters
from kiosk.report.calibration import Row
from kiosk.report.parameters import Estimated
from kiosk.storage.desk import DeskStore, StoredResult
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.wiring.places import IN_FOLDER, Access, store_place
from kiosk.wiring.told import Told

PAGE = 500
LARGEST = 50_000_000
"""Bytes of a file that is read: a million rows."""


class NoResponsesError(KioskError):
    """A desk that has nothing to export."""


class NotAppliedError(KioskError):
    """Parameters that do not fit the content."""


# -- out


def export(data: Path, out: Path, folder: Path | None = None, access: Access = IN_FOLDER) -> Told:
    """The desk's results as anonymous response rows.

    Raises:
        NoResponsesError: there is no result of a service that is known here.
    """
    _, pack = load_device(data, Device.DESK)
    assessments = load(folder or resources.assessments())
    store = open_desk_store(store_place(data, practice=pack.practice_only, access=access))
    try:
        found = calibration.export(
            _results(store),
            _versions(assessments, store),
            {language.number: language.code for language in LANGUAGES},
            secrets.token_bytes(32),
        )
        if found.rows:
            log = DeskLog(store, SystemClock(), user_name())
            log.note(Event.EXPORTED, results=found.visits, form="csv")
    finally:
        store.close()
    if not found.rows:
        raise NoResponsesError(
            N_("The desk in {data} holds no result that this kiosk's content explains."), data=data
        )
    _write(out, calibration.to_csv(found.rows))
    lines = [f"{len(found.rows)} rows of {found.visits} visits in {out}."]
    if found.unknown:
        lines.append(f"Left out: {found.unknown} services of another scoring version.")
    return Told("\n".join(lines))


def _results(store: DeskStore) -> Iterator[VisitResult]:
    return (record.decode(kept.payload).result for kept in _stored(store))


def _stored(store: DeskStore) -> Iterator[StoredResult]:
    """Everything that was received and is not kept apart, a page at a time."""
    page = store.results(PAGE)
    while page:
        yield from page
        page = store.results(PAGE, before=page[-1].id)


def _versions(
    assessments: Assessments, store: DeskStore
) -> dict[bytes, tuple[str, tuple[int, ...]]]:
    """Those of the content, and the older ones of its services that the desk keeps."""
    found: dict[bytes, tuple[str, tuple[int, ...]]] = {}
    judged = [service for service in assessments.services if not service.gate]
    for digest in {digest for kept in _stored(store) for digest in kept.scoring}:
        for service in judged:
            with suppress(ValueError):  # another service's, or not known here
                then = versions.as_it_was(service, digest, store.scoring)
                found[digest] = (service.key, tuple(task.number for task in then.tasks))
    return found


# -- estimates


def estimate(
    source: Path, out: Path, folder: Path | None = None, clock: Clock | None = None
) -> Told:
    """Item parameters from response rows, as a file that ``apply`` reads.

    Raises:
        NotInstalledError: this is not a checkout with what an estimate needs.
        RowsError: the file does not hold response rows.
    """
    require("numpy")
    rows = calibration.from_csv(_read(source))
    assessments = load(folder or resources.assessments())
    on = (clock or SystemClock()).today().isoformat()
    lines: list[str] = []
    found: list[Estimated] = []
    for service in assessments.services:
        found += _estimated(service, [row for row in rows if row.service == service.key], on, lines)
    keys = {service.key for service in assessments.services}
    lines += [f"{key}: not in this content." for key in sorted({r.service for r in rows} - keys)]
    _write(out, parameters.to_json(found))
    lines.append(f"{len(found)} tasks calibrated, in {out}.")
    return Told("\n".join(lines))


def _estimated(service: Service, rows: list[Row], on: str, lines: list[str]) -> list[Estimated]:
    """What could be estimated of a service; a line is told of each of its tasks."""
    from kiosk.measure.items import estimate_items

    known = {task.number: Item(task.a, task.b) for task in service.tasks}
    names = {task.number: task.key for task in service.tasks}
    out = []
    for one in estimate_items([(row.respondent, row.task, row.y) for row in rows], known):
        where = f"{service.key}/{names.get(one.task, one.task)}: {one.n} responses"
        if one.item is None:
            lines.append(f"{where}, not calibrated: {one.why_not}.")
            continue
        item = one.item
        lines.append(
            f"{where}, a {item.a:.2f} ± {one.error_a:.2f}, b {item.b:.2f} ± {one.error_b:.2f}."
        )
        a, b = round(item.a, 3), round(item.b, 3)
        errors = round(one.error_a, 3), round(one.error_b, 3)
        out.append(Estimated(service.key, one.task, one.n, a, b, *errors, on))
    return out


# -- back into the content


def apply(source: Path, folder: Path | None = None) -> Told:
    """Write item parameters into the content; all of them, or none.

    Raises:
        ParametersError: the file does not hold item parameters.
        NotAppliedError: a task is not in the content.
    """
    found = parameters.from_json(_read(source))
    folder = folder or resources.assessments()
    load(folder)
    changes = [
        change
        for key in sorted({f.service for f in found})
        for change in _files(folder, key, found)
    ]
    before = {path: path.read_bytes() for path, _ in changes}
    for path, text in changes:
        _write(path, text)
    try:
        load(folder)
    except KioskError:
        for path, data in before.items():
            write_safely(path, data)
        raise
    lines = [f"{path.relative_to(folder)}: written." for path, _ in changes]
    lines.append(
        f"{len(found)} tasks calibrated. Results from now on have another scoring version: "
        "give tablets and desks the same content."
    )
    return Told("\n".join(lines))


def _files(folder: Path, key: str, found: tuple[Estimated, ...]) -> list[tuple[Path, str]]:
    """The tasks files of a service that change, with their new text."""
    wanted = {one.task: one for one in found if one.service == key}
    out = []
    left = set(wanted)
    for path in sorted((folder / key).glob("*.yaml")):
        if path.name == "service.yaml":
            continue
        text, done = items.rewritten(path.read_bytes().decode(), wanted)
        left -= done
        if done:
            out.append((path, text))
    if left:
        raise NotAppliedError(
            N_("Task {task} of {service} is not in the content of {folder}; nothing was changed."),
            task=min(left),
            service=key,
            folder=folder,
        )
    return out


def _read(path: Path) -> str:
    return read_safely(path, LARGEST).decode("utf-8-sig", errors="replace")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_safely(path, text.encode())
