"""What an author does with a task; no window is needed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.errors import ContentError
from kiosk.domain.errors import KioskError
from kiosk.domain.outcome import Outcome
from kiosk.ui.preview.session import Chosen, Session
from kiosk.wiring.preview import Files
from tests.little_service import SERVICE, TASKS, written

WAY = (
    "browser.front/book", "browser.times/slot.tue", "browser.summary/phone_number=own",
    "browser.summary/confirm",
)  # fmt: skip


def session(folder: Path, **chosen: object) -> Session:
    return Session(Files(written(folder)), Chosen("little", **chosen))  # type: ignore[arg-type]


def save(folder: Path, name: str, text: str) -> None:
    path = folder / "little" / name
    path.write_text(text + "\n# saved\n", "utf-8")


def test_the_first_task_stands_open_at_its_start(tmp_path: Path) -> None:
    tried = session(tmp_path)
    assert (tried.run.task.key, tried.run.form.row) == ("without_clash", 0)
    assert tried.step == (4, '"Bestil tid" (browser.front)')
    assert (tried.events, tried.outcome) == ([], None)
    assert not any(differs for _, differs in tried.changes.values())


def test_each_step_is_told_and_brings_the_goal_nearer(tmp_path: Path) -> None:
    tried = session(tmp_path, task="without_clash")
    told: list[int] = []
    tried.on_change = lambda: told.append(1)
    for event in WAY:
        tried.act(event)
    assert tried.step is None and tried.run.goal_met
    assert tried.last[0] == '"Bestil tid" (browser.front)'
    assert tried.changes["booked"] == ("tue", True)
    assert len(told) == 4


def test_an_event_that_means_nothing_here_is_not_told(tmp_path: Path) -> None:
    tried = session(tmp_path)
    tried.act("browser.summary/confirm")
    assert tried.events == []


def test_a_tap_beside_the_controls_is_nothing_to_tell_an_author(tmp_path: Path) -> None:
    tried = session(tmp_path)
    before = tried.visit
    tried.missed()
    assert tried.visit is before


def test_the_end_tells_how_the_task_went(tmp_path: Path) -> None:
    tried = session(tmp_path)
    tried.hint(1)
    for event in WAY:
        tried.act(event)
    tried.mentor_helped()
    tried.pause()
    tried.resume()
    tried.finish()
    assert tried.outcome is Outcome.MENTOR
    tried.act("browser.receipt/move")
    tried.stop()
    assert tried.outcome is Outcome.MENTOR
    tried.begin_again()
    assert tried.outcome is None and tried.events == []
    tried.skip()
    assert tried.outcome is Outcome.SKIPPED
    tried.begin_again()
    tried.stop()
    assert tried.outcome is Outcome.NOT_DONE


def test_forms_and_tasks_are_changed_in_place(tmp_path: Path) -> None:
    tried = session(tmp_path)
    tried.choose_form(2)
    assert tried.run.form.row == 1
    tried.choose_task(1)
    assert (tried.run.task.key, tried.run.form.row) == ("without_clash", 0)


def test_what_is_saved_is_shown_and_the_taps_are_done_again(tmp_path: Path) -> None:
    tried = session(tmp_path)
    reloaded: list[int] = []
    tried.on_reload = lambda: reloaded.append(1)
    tried.act(WAY[0])
    tried.look()
    assert reloaded == []
    save(tmp_path, "service.yaml", SERVICE.replace("Bestil tid", "Find en tid"))
    tried.look()
    assert reloaded == [1]
    assert tried.last == ['"Find en tid" (browser.front)']
    assert tried.run.values["browser"] == "times"


def test_a_faulty_save_tells_its_faults_and_the_last_good_one_stays(tmp_path: Path) -> None:
    tried = session(tmp_path)
    tried.act(WAY[0])
    save(tmp_path, "service.yaml", SERVICE.replace("go: times", "go: tmies", 1))
    tried.look()
    assert "did you mean 'times'?" in str(tried.faults[0])
    assert tried.run.values["browser"] == "times"
    tried.act(WAY[1])
    assert tried.run.values["browser"] == "summary"
    save(tmp_path, "service.yaml", SERVICE)
    tried.look()
    assert tried.faults == () and tried.run.values["browser"] == "summary"


def test_a_task_that_was_renamed_gives_way_to_the_first(tmp_path: Path) -> None:
    tried = session(tmp_path)
    tried.choose_form(2)
    save(tmp_path, "tasks.yaml", TASKS.replace("without_clash", "renamed"))
    tried.look()
    assert tried.run.task.key == "renamed"


def test_a_form_that_is_gone_gives_way_to_the_last(tmp_path: Path) -> None:
    third = (
        "      - {free: mon, busy: [tue, wed], texts: {busy_text: onsdag og tirsdag}}\n    start"
    )
    save(written(tmp_path), "tasks.yaml", TASKS.replace("    start", third, 1))
    tried = Session(Files(tmp_path), Chosen("little", form=3))
    save(tmp_path, "tasks.yaml", TASKS)
    tried.look()
    assert tried.run.form.row == 1


def test_a_service_that_is_gone_leaves_the_last_good_one(tmp_path: Path) -> None:
    tried = session(tmp_path)
    (tmp_path / "little" / "service.yaml").unlink()
    tried.look()
    assert tried.step is not None
    assert [str(fault.place.file) for fault in tried.faults] == ["little/service.yaml"]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (Chosen("litle"), "There is no service litle .did you mean 'little'"),
        (Chosen("little", "without_clas"), "no task without_clas .did you mean 'without_clash'"),
        (Chosen("little", "without_clash", 3), "without_clash has the forms 1 to 2"),
        (Chosen("little", None, 3), "without_clash has the forms 1 to 2"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(tmp_path: Path, chosen: Chosen, told: str) -> None:
    with pytest.raises(KioskError, match=told):
        Session(Files(written(tmp_path)), chosen)


def test_files_with_faults_are_told_before_there_is_a_window(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        Session(Files(written(tmp_path, little__service="number: [")), Chosen("little"))
