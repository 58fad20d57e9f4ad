"""The preview off screen: the real task screen, and the author's column beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.errors import KioskError
from kiosk.ui import runtime
from kiosk.ui.driver import Driver
from kiosk.ui.preview.session import Chosen, Session
from kiosk.ui.preview.window import LOOK_SECONDS, SIZE, PreviewWindow
from kiosk.wiring.preview import Files
from kiosk.wiring.preview import preview as preview_command
from tests.little_service import SERVICE, TASKS, written

Open = Callable[..., PreviewWindow]


@pytest.fixture
def preview(window: Driver, tmp_path: Path) -> Iterator[Open]:
    window.resize(*SIZE)
    opened: list[PreviewWindow] = []

    def open_(text_size: str = "M", **changes: str) -> PreviewWindow:
        session = Session(Files(written(tmp_path, **changes)), Chosen("little", language="en"))
        opened.append(PreviewWindow(session, text_size))
        window.show(opened[-1].surface)
        return opened[-1]

    yield open_
    for each in opened:
        each.close()
    window.resize(1280, 800)


def says(driver: Driver, words: str) -> bool:
    return any(words in text for text in driver.texts())


def test_the_task_is_there_at_once_with_its_state_beside_it(window: Driver, preview: Open) -> None:
    preview()
    assert says(window, "Bestil en tid, hvor du kan komme.")
    assert says(window, "little / without_clash")
    assert says(window, "browser: front") and says(window, "booked: none")
    assert window.has("task.finished")


def test_a_tap_in_the_task_is_told_beside_it(window: Driver, preview: Open) -> None:
    opened = preview()
    window.tap("browser.front/book")
    assert opened.session.events == ["browser.front/book"]
    assert says(window, '1. "Bestil tid" (browser.front)')
    assert says(window, "browser: times")


def test_the_end_is_told_beside_the_task(window: Driver, preview: Open) -> None:
    preview()
    window.tap("task.finished")
    assert says(window, "not_done")


def test_another_form_is_one_tap_away(window: Driver, preview: Open) -> None:
    opened = preview()
    window.tap("preview.form.2")
    assert opened.session.run.form.row == 1
    window.tap("preview.again")
    window.tap("preview.next")
    assert opened.session.run.form.row == 0


def test_a_save_is_shown_by_itself_and_a_faulty_one_tells_its_faults(
    window: Driver, preview: Open, tmp_path: Path
) -> None:
    preview()
    file = tmp_path / "little" / "service.yaml"
    file.write_text(SERVICE.replace("Bestil tid", "Find en ledig tid"), "utf-8")
    window.advance(2 * LOOK_SECONDS)
    assert says(window, "Find en ledig tid")
    file.write_text(SERVICE.replace("go: times", "go: tmies"), "utf-8")
    window.advance(2 * LOOK_SECONDS)
    assert says(window, "did you mean 'times'?")
    assert window.has("browser.front/book")


def test_many_faults_are_counted(window: Driver, preview: Open, tmp_path: Path) -> None:
    preview()
    faulty = SERVICE.replace("        id: ", "        di: ")
    (tmp_path / "little" / "service.yaml").write_text(faulty, "utf-8")
    window.advance(2 * LOOK_SECONDS)
    assert says(window, "more")


def test_what_holds_is_told_of_goal_ends_and_what_decides(window: Driver, preview: Open) -> None:
    tasks = TASKS.replace("    goal: {", "    ends: {sent: {booked not: none}}\n    goal: {")
    tasks = tasks.replace("    decides: {saw_calendar: yes}\n", "").replace(
        "    luck: allowed\n", ""
    )
    opened = preview("S", little__tasks=tasks)
    assert says(window, "sent") and says(window, "clash")
    for event in booking("mon"):
        opened.session.act(event)
    window.frames(2)
    assert says(window, "not_done")


def test_a_state_without_a_way_to_the_goal_is_told(window: Driver, preview: Open) -> None:
    stuck = SERVICE.replace(
        "        set: {booked: none}\n        go: times", "        set: {place: town}"
    )
    opened = preview(little__service=stuck)
    for event in booking("mon"):
        opened.session.act(event)
    window.frames(2)
    assert says(window, "No way leads to the goal")


def test_a_goal_that_holds_is_told(window: Driver, preview: Open) -> None:
    opened = preview()
    for event in booking("tue"):
        opened.session.act(event)
    window.frames(2)
    assert opened.session.step is None
    assert says(window, "The goal holds")


def test_the_command_shows_the_window_until_it_is_closed(
    window: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[PreviewWindow] = []

    def run(build: Callable[[Any], PreviewWindow], size: tuple[int, int], **_more: Any) -> None:
        window.resize(*size)
        seen.append(build(None))
        window.show(seen[0].surface)
        seen[0].close()

    monkeypatch.setattr(runtime, "run", run)
    preview_command("little", None, 2, "en", "L", written(tmp_path))
    assert seen[0].session.run.form.row == 1
    with pytest.raises(KioskError, match="no language"):
        preview_command("little", None, 1, "xx", "M", tmp_path)


def booking(day: str) -> tuple[str, ...]:
    return (
        "browser.front/book", f"browser.times/slot.{day}", "browser.summary/phone_number=own",
        "browser.summary/confirm",
    )  # fmt: skip


def test_a_smaller_window_shows_all_of_it_smaller(window: Driver, preview: Open) -> None:
    preview()
    window.resize(1290, 600)
    assert window.has("task.finished") and window.has("preview.form.2")
    assert says(window, "little / without_clash")
