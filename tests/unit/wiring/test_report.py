"""From a desk's store to parameters in the content, by the commands' own parts."""

from __future__ import annotations

import csv
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.content.errors import ContentError
from kiosk.content.load import load
from kiosk.desk import versions
from kiosk.devices.clock import FakeClock
from kiosk.domain.events import Event
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import (
    Ended,
    Flag,
    Guess,
    Helped,
    Record,
    ServiceFact,
    TaskFact,
    VisitResult,
)
from kiosk.handoff import record
from kiosk.report.calibration import Row, to_csv
from kiosk.report.parameters import Estimated, to_json
from kiosk.storage.desk import StoredResult, Way
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.wiring import demo, report
from kiosk.wiring.places import store_place
from kiosk.wiring.report import NoResponsesError, NotAppliedError
from tests import little_service
from tests.workshop import DAY

ITEM = Estimated("little", 3, 412, 1.2, -0.1, 0.1, 0.08, "2026-11-21")
THREE = little_service.TASKS + "".join(
    little_service.TASKS.removeprefix("tasks:\n")
    .replace("without_clash:", f"task_{number}:")
    .replace("number: 3", f"number: {number}")
    for number in (4, 5)
)


def content(folder: Path) -> Path:
    """The little service with three tasks, as one may write them."""
    return little_service.written(folder, little__tasks=THREE)


def rows(persons: int) -> list[Row]:
    """Each of the tasks is managed by about half, those who manage one more often the next."""
    out = []
    for who in range(persons):
        for place, task in enumerate((3, 4, 5)):
            y = int((who * 7 + place * 3) % 10 < 5 if who % 3 else who % 2)
            out.append(Row(who, "little", task, "00", y, "da"))
    return out


def received(folder: Path, at: int) -> StoredResult:
    """A result of the little service, as a desk keeps it."""
    (service,) = load(folder).services
    done = (TaskFact(Outcome.ALONE), TaskFact(Outcome.UNSAFE), TaskFact(Outcome.NOT_REACHED))
    fact = ServiceFact(7, service.scoring_digest, Guess.ALONE, Helped.NO, done)
    result = VisitResult(DAY, 60, at, Flag.PRACTICE, 1, Ended.ALL_TASKS, (fact,))
    payload = record.encode(Record(12, 1, at, bytes(8), bytes(4), 1, result))
    own = at.to_bytes(16, "big")
    way, now = Way.SCAN, datetime(2026, 3, 2, 9, tzinfo=UTC)
    return StoredResult(
        own, own * 2, 12, 1, at, bytes(8), DAY, b"", payload,
        (service.scoring_digest,), now, way,
    )  # fmt: skip


def test_a_desk_gives_rows_that_lead_to_nobody(tmp_path: Path) -> None:
    folder, out = content(tmp_path / "assessments"), tmp_path / "given" / "rows.csv"
    demo.make(tmp_path / "site")
    with closing(open_desk_store(store_place(tmp_path / "site", practice=True))) as store:
        store.store_many([received(folder, at) for at in range(1, 7)])
    told = report.export(tmp_path / "site", out, folder).text
    assert f"12 rows of 6 visits in {out}." in told
    with closing(open_desk_store(store_place(tmp_path / "site", practice=True))) as store:
        (entry,) = store.logged()
        assert (entry.event, entry.fields["results"]) == (Event.EXPORTED, 6)
    with out.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    digest = load(folder).services[0].scoring_digest.hex()
    assert list(found[0]) == ["respondent", "service", "task", "scoring", "y", "language"]
    assert {(row["service"], row["scoring"], row["language"]) for row in found} == {
        ("little", digest, "da")
    }
    assert sorted((row["task"], row["y"]) for row in found) == [("3", "1")] * 6 + [("4", "0")] * 6


def test_results_of_another_content_are_counted(tmp_path: Path) -> None:
    folder = content(tmp_path / "assessments")
    demo.make(tmp_path / "site")
    other = little_service.written(tmp_path / "other")
    with closing(open_desk_store(store_place(tmp_path / "site", practice=True))) as store:
        store.store_many([received(folder, 1), received(other, 2)])
    told = report.export(tmp_path / "site", tmp_path / "rows.csv", folder).text
    assert "Left out: 1 services of another scoring version." in told


def test_results_under_an_older_scoring_version_that_the_desk_keeps_are_rows_too(
    tmp_path: Path,
) -> None:
    """A desk keeps every scoring version that it has met, and each row names its own."""
    older, newer = content(tmp_path / "assessments"), tmp_path / "newer"
    shutil.copytree(older, newer)
    items = tmp_path / "items.json"
    items.write_text(to_json([ITEM]), "utf-8")
    report.apply(items, newer)
    demo.make(tmp_path / "site")
    with closing(open_desk_store(store_place(tmp_path / "site", practice=True))) as store:
        store.store_many([received(older, 1), received(newer, 2)])
        versions.keep(load(older), store)
    out = tmp_path / "rows.csv"
    told = report.export(tmp_path / "site", out, newer).text
    assert "of 2 visits" in told and "Left out" not in told
    with out.open(encoding="utf-8", newline="") as file:
        named = {(row["service"], row["scoring"]) for row in csv.DictReader(file)}
    digests = [load(folder).services[0].scoring_digest.hex() for folder in (older, newer)]
    assert named == {("little", one) for one in digests}


def test_a_desk_without_results_says_so(tmp_path: Path) -> None:
    folder = content(tmp_path / "assessments")
    demo.make(tmp_path / "site")
    with pytest.raises(NoResponsesError, match="holds no result"):
        report.export(tmp_path / "site", tmp_path / "rows.csv", folder)
    assert not (tmp_path / "rows.csv").exists()


def test_rows_become_parameters_and_parameters_stand_in_the_content(tmp_path: Path) -> None:
    folder = content(tmp_path / "assessments")
    source, items = tmp_path / "rows.csv", tmp_path / "items.json"
    source.write_text(to_csv([*rows(400), Row(1, "gone", 1, "00", 1, "da")]), "utf-8")
    told = report.estimate(source, items, folder, FakeClock()).text
    assert "gone: not in this content." in told
    assert "little/task_4: 400 responses" in told
    report.apply(items, folder)
    origins = {task.origin for task in load(folder).services[0].tasks}
    assert "calibrated, n=400, 2026-03-02" in origins


def test_too_few_responses_calibrate_nothing_and_are_told(tmp_path: Path) -> None:
    folder = content(tmp_path / "assessments")
    source = tmp_path / "rows.csv"
    source.write_text(to_csv(rows(150)), "utf-8")
    told = report.estimate(source, tmp_path / "items.json", folder).text
    assert "not calibrated: fewer than 3 tasks have 200 responses." in told
    assert "0 tasks calibrated" in told


def test_only_calibrated_tasks_change_and_each_file_that_does_is_named(tmp_path: Path) -> None:
    folder, items = content(tmp_path / "assessments"), tmp_path / "items.json"
    items.write_text(to_json([ITEM]), "utf-8")
    told = report.apply(items, folder).text
    assert "little/tasks.yaml: written." in told.replace("\\", "/")
    origins = {task.number: task.origin for task in load(folder).services[0].tasks}
    assert origins == {3: "calibrated, n=412, 2026-11-21", 4: "expert", 5: "expert"}


def test_a_task_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    folder, items = content(tmp_path / "assessments"), tmp_path / "items.json"
    other = Estimated("little", 9, 412, 1.2, -0.1, 0.1, 0.08, "2026-11-21")
    items.write_text(to_json([ITEM, other]), "utf-8")
    with pytest.raises(NotAppliedError, match="Task 9 of little is not in the content"):
        report.apply(items, folder)
    assert (folder / "little" / "tasks.yaml").read_text("utf-8") == THREE


def test_content_that_cannot_be_read_afterwards_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, items = content(tmp_path / "assessments"), tmp_path / "items.json"
    items.write_text(to_json([ITEM]), "utf-8")
    monkeypatch.setattr("kiosk.report.items.rewritten", lambda *_: ("tasks: [", {3}))
    with pytest.raises(ContentError):
        report.apply(items, folder)
    assert (folder / "little" / "tasks.yaml").read_text("utf-8") == THREE
