from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.core.window import Window

from kiosk.desk.flow import DeskFlow
from kiosk.desk.mistakes import Mistake, TaskStory
from kiosk.desk.screens import Files, Refused, Result, Scan
from kiosk.devices.worker import InlineWorker
from kiosk.domain.detail import TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Flag, Guess
from kiosk.domain.task import Assessments, Case
from kiosk.domain.text import Text
from kiosk.handoff import qr
from kiosk.i18n import Translator, by_code
from kiosk.storage.desk import Way
from kiosk.ui.desk.marks import KINDS, MARKS, OutcomeMark
from kiosk.ui.desk.result import GuessBars
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.desk.window import SMALLEST, DeskWindow
from kiosk.ui.driver import Driver, Touch
from kiosk.ui.theme import PALETTES, Theme
from kiosk.ui.widgets.tappable import tappables
from tests import desks
from tests.desks import CODE, FakeDesk
from tests.unit.desk.test_flow import LaterWorker

NO_CATALOGUES = Path("texts are said in their source language")
HELP = "Help for the conversation. Not a grade and not a decision."
BAND = "Practice. Nothing here is about a real person."


def translator(code: str) -> Translator:
    return Translator(by_code(code), NO_CATALOGUES)


class Consultant:
    """The window with somebody at it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.copied = ""

    def sit_down(
        self,
        desk: FakeDesk | None = None,
        practice: bool = False,
        theme: Theme | None = None,
        worker: Any = None,
        **more: Any,
    ) -> DeskFlow:
        self.desk = desk or FakeDesk()
        self.flow = DeskFlow(self.desk, worker or InlineWorker(), "en", **more)
        self.window = DeskWindow(
            theme or Theme(calm=True), translator, self.flow, practice, lambda: self.copied
        )
        self.driver.show(self.window)
        self.flow.wake()
        self.driver.frames(3)
        return self.flow

    def scan(self, text: str, end: bool = True) -> None:
        for letter in text:
            self.press(ord(letter.lower()))
        if end:
            self.press(13)
        self.driver.frames(3)

    def press(self, key: int, *modifiers: str) -> None:
        Window.dispatch("on_key_down", key, 0, None, list(modifiers))

    def wheel(self, button: str) -> None:
        """A step of the wheel in the middle of the window."""
        touch = Touch((600, 400))
        touch.profile.append("button")
        touch.button = button
        EventLoop.post_dispatch_input("begin", touch)

    def says(self, words: str) -> bool:
        return any(words in text for text in self.driver.texts())

    def marks(self) -> list[OutcomeMark]:
        return [w for w in self.window.walk(restrict=True) if isinstance(w, OutcomeMark)]


@pytest.fixture
def consultant(driver: Driver) -> Consultant:
    return Consultant(driver)


def test_it_invites_to_scan(consultant: Consultant) -> None:
    consultant.sit_down()
    assert consultant.says("Scan the code")
    assert consultant.says("No results yet")
    assert consultant.driver.keys() == [
        "tab.scan", "language.da", "language.en", "open_picture", "paste",
    ]  # fmt: skip


def test_a_scanned_code_opens_its_result(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.scan(CODE)
    assert isinstance(flow.screen, Result)
    assert consultant.desk.received == [(CODE.lower(), Way.SCAN)]
    assert consultant.says("MitID: 2 of 3 tasks alone.")


def test_a_scan_without_an_end_key_is_ended_by_silence(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.scan(CODE, end=False)
    assert isinstance(flow.screen, Scan)
    consultant.driver.frames(12, 0.05)
    assert isinstance(flow.screen, Result)


def test_a_window_that_was_busy_itself_does_not_cut_a_scan_in_two(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.scan(CODE[:400], end=False)
    consultant.driver.frames(1, 2.0)
    consultant.scan(CODE[400:])
    assert isinstance(flow.screen, Result)


def test_the_next_code_may_be_scanned_on_every_screen(
    consultant: Consultant, tmp_path: Path
) -> None:
    flow = consultant.sit_down(places=lambda: (tmp_path,))
    consultant.driver.tap("open_picture")
    assert isinstance(flow.screen, Files)
    consultant.scan(CODE)
    assert isinstance(flow.screen, Result)
    consultant.desk.gives = desks.many()
    consultant.scan(CODE)
    assert consultant.says("Talk about Digital Post.")


def test_the_end_of_a_scan_presses_no_button(consultant: Consultant) -> None:
    flow = consultant.sit_down(FakeDesk(desks.three()))
    consultant.driver.hardware_key("tab")
    consultant.scan("https://example.dk")
    assert isinstance(flow.screen, Refused)
    assert consultant.desk.received == [("https://example.dk", Way.SCAN)]


def test_a_scan_redraws_nothing_key_by_key(consultant: Consultant) -> None:
    consultant.sit_down()
    consultant.driver.frames(3)
    before = list(consultant.window.walk())
    consultant.scan(CODE[:50], end=False)
    assert list(consultant.window.walk()) == before
    consultant.driver.frames(12, 0.05)


def test_a_slow_scan_shows_how_far_it_is(consultant: Consultant) -> None:
    consultant.sit_down()
    for letter in CODE[:300].lower():
        consultant.press(ord(letter))
        consultant.driver.frames(1, 0.02)
    assert consultant.says("Reading the code from the scanner")
    consultant.scan(CODE[300:])
    assert consultant.says("MitID: 2 of 3 tasks alone.")
    assert not consultant.says("Reading the code from the scanner")


def test_a_slow_scan_that_breaks_off_is_refused_not_forgotten(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.desk.refuse = True
    for letter in CODE[:60].lower():
        consultant.press(ord(letter))
        consultant.driver.frames(1, 0.02)
    consultant.driver.frames(12, 0.05)
    assert isinstance(flow.screen, Refused)
    assert not consultant.says("Reading the code from the scanner")


def test_letters_typed_by_hand_are_dropped_without_a_word(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    for letter in "hej":
        consultant.press(ord(letter))
        consultant.driver.frames(6, 0.03)
    consultant.driver.frames(12, 0.05)
    assert flow.screen == Scan()
    assert consultant.desk.received == []


def test_a_refused_code_says_so_in_one_sentence_and_keeps_the_ways_in(
    consultant: Consultant,
) -> None:
    flow = consultant.sit_down()
    consultant.scan("otherwise " * 3)
    assert isinstance(flow.screen, Refused)
    assert consultant.says("This is not a result that can be opened here")
    assert {"open_picture", "paste"} <= set(consultant.driver.keys())


def test_the_clipboard_is_pasted_by_button_and_by_key(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.driver.tap("paste")
    assert consultant.says("There is no text to paste")
    consultant.copied = CODE
    consultant.press(ord("v"), "ctrl")
    assert isinstance(flow.screen, Result)


def test_other_shortcuts_are_left_alone(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.press(ord("x"), "ctrl")
    assert flow.screen == Scan()


def picture(folder: Path) -> Path:
    path = folder / "code.png"
    qr.picture(qr.matrix(CODE)).save(path)
    return path


def test_a_picture_is_found_by_mouse(consultant: Consultant, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    picture(inner)
    flow = consultant.sit_down(places=lambda: (tmp_path,))
    consultant.driver.tap("open_picture")
    assert consultant.says("There is no picture in this folder.")
    consultant.driver.tap("file.0")
    assert consultant.says("code.png")
    consultant.driver.tap("files.up")
    consultant.driver.tap("place.0")
    consultant.driver.tap("file.0")
    consultant.driver.tap("file.0")
    assert isinstance(flow.screen, Result)
    assert consultant.desk.received == [(CODE, Way.PICTURE)]


def test_a_picture_is_found_by_keys(consultant: Consultant, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    picture(inner)
    flow = consultant.sit_down(places=lambda: (tmp_path,))
    consultant.press(ord("o"), "ctrl")
    while consultant.window.focus_target is None or consultant.window.focus_target.key != "file.0":
        consultant.press(274)
    consultant.driver.hardware_key("enter")
    assert consultant.says("code.png")
    consultant.driver.hardware_key("backspace")
    assert not consultant.says("code.png")
    consultant.driver.hardware_key("escape")
    assert flow.screen == Scan()


def test_a_long_folder_scrolls_to_what_has_the_focus(
    consultant: Consultant, tmp_path: Path
) -> None:
    for number in range(70):
        (tmp_path / f"{number:03}.png").touch()
    consultant.sit_down(places=lambda: (tmp_path,))
    consultant.driver.tap("open_picture")
    assert consultant.says("10 older files are not shown.")
    assert not consultant.driver.has("file.59")
    consultant.press(273)
    consultant.driver.frames(3)
    assert consultant.driver.has("file.59")
    consultant.press(280)
    consultant.driver.frames(3)
    assert not consultant.driver.has("file.59")
    consultant.press(281)
    consultant.driver.frames(3)
    assert consultant.driver.has("file.59")


def test_a_folder_that_cannot_be_opened_is_told_in_place(
    consultant: Consultant, tmp_path: Path
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    consultant.sit_down(places=lambda: (tmp_path,))
    consultant.driver.tap("open_picture")
    inner.rmdir()
    consultant.driver.tap("file.0")
    assert consultant.says("The folder inner could not be opened")
    consultant.driver.tap("files.back")
    assert consultant.says("Scan the code")


def test_a_picture_may_be_dropped_on_the_window(consultant: Consultant, tmp_path: Path) -> None:
    flow = consultant.sit_down()
    Window.dispatch("on_drop_file", str(picture(tmp_path)).encode(), 10, 10)
    assert isinstance(flow.screen, Result)


def test_a_latest_result_is_shown_again(consultant: Consultant) -> None:
    before = desks.many(sequence=3)
    flow = consultant.sit_down(FakeDesk(before=(before,)))
    consultant.driver.tap(f"latest.{before.id.hex()}")
    assert flow.result == Result(before, flow.latest[0].kept.received_at)
    assert consultant.says("Received 2 Mar 2026")
    consultant.driver.tap("scan_next")
    assert consultant.driver.has("tab.result")
    consultant.driver.tap("tab.result")
    consultant.driver.tap("tab.scan")
    assert flow.screen == Scan()


def test_a_result_that_no_longer_opens_is_named(consultant: Consultant) -> None:
    lost = desks.many(sequence=3)
    desk = FakeDesk(before=(lost,))
    desk.lost = {lost.id}
    consultant.sit_down(desk)
    assert consultant.says("A result that cannot be opened now")


def test_every_outcome_has_its_mark_and_its_words(consultant: Consultant) -> None:
    assert set(KINDS) == set(Outcome)
    assert set(KINDS.values()) == set(MARKS)
    consultant.sit_down(FakeDesk(desks.many()))
    consultant.scan(CODE)
    shown = {mark.kind for mark in consultant.marks() if mark.speech}
    assert shown == set(MARKS)
    for words in ("Alone", "With a hint", "With eMentor", "Not done", "Unsafe choice",
                  "Not tried", "False alarm", "Skipped", "Left out"):  # fmt: skip
        assert consultant.says(words)


def test_own_guess_and_statement_stand_beside_the_facts(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.many()))
    consultant.scan(CODE)
    levels = [w.level for w in consultant.window.walk() if isinstance(w, GuessBars)]
    assert levels == [4, 1, 2]
    assert consultant.says("Can help others")
    assert consultant.says("Somebody helped: a little")


def test_a_guess_that_was_not_asked_has_no_bars(consultant: Consultant) -> None:
    asked = desks.profile(desks.fact(1, *[Outcome.ALONE] * 3, guess=Guess.NOT_ASKED))
    consultant.sit_down(FakeDesk(asked))
    consultant.scan(CODE)
    assert not [w for w in consultant.window.walk() if isinstance(w, GuessBars)]
    assert consultant.says("Not asked")


def test_few_tasks_give_facts_and_say_why(consultant: Consultant) -> None:
    consultant.sit_down()
    consultant.scan(CODE)
    assert consultant.says("Too few tasks for a judgement: facts only.")


def test_safety_tells_refusals_and_false_alarms(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.many()))
    consultant.scan(CODE)
    assert consultant.says("2 of 3 false ones refused")
    assert consultant.says("1 false alarm")


def test_many_safety_tasks_have_room(consultant: Consultant) -> None:
    tasks: list[tuple[str, str, Case | None]] = [("a", "b", Case.FALSE)] * 6
    content = Assessments((desks.service(3, "pdf", "PDF", tasks),), bytes(32))
    found = desks.profile(desks.fact(3, *[Outcome.ALONE] * 6), assessments=content)
    consultant.sit_down(FakeDesk(found))
    consultant.scan(CODE)
    assert consultant.says("6 of 6 false ones refused")
    assert consultant.says("Everything that was tried was managed.")


def test_an_unknown_scoring_version_is_shown_as_it_came(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.profile(desks.fact(9, Outcome.ALONE, Outcome.NOT_DONE))))
    consultant.scan(CODE)
    assert consultant.says("It can be read when its content arrives.")
    assert consultant.says("Service 9")
    assert consultant.says("Task 2")


def test_what_happened_on_the_way_stands_with_its_task(consultant: Consultant) -> None:
    """Also of a service whose content is not here, by the names of the mistakes."""
    text = Text("desks/mitid/approved", "Teksten var ikke fra banken.")
    told = TaskDetail(2, 0, Outcome.UNSAFE, 85, 5, 9, 3, None, None, missed=3)
    made = TaskStory(told, (Mistake("approved", True, text, unsafe=True), Mistake("untold", True)))
    other = TaskStory(told, (Mistake("wrong_pin"),))
    found = desks.profile(
        desks.fact(1, Outcome.ALONE, Outcome.UNSAFE, Outcome.ALONE),
        desks.fact(9, Outcome.ALONE, Outcome.UNSAFE),
        stories={(1, 2): made, (9, 2): other},
    )
    consultant.sit_down(FakeDesk(found))
    consultant.scan(CODE)
    assert sum("This happened on the way" in one for one in consultant.driver.texts()) == 2
    assert consultant.says("Teksten var ikke fra banken.")
    assert sum("3 missed taps" in one for one in consultant.driver.texts()) == 1
    assert consultant.says("A mistake of another version: wrong pin.")
    assert not consultant.says("untold")


def test_before_a_detail_has_come_nothing_is_said_of_the_way(consultant: Consultant) -> None:
    consultant.sit_down()
    consultant.scan(CODE)
    assert not consultant.says("on the way")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (desks.three(received_before=desks.NOW), "This result was received before"),
        (desks.three(quarantined="place taken"), "This result is kept apart"),
    ],
)
def test_what_is_unusual_has_one_clear_sentence(
    consultant: Consultant, found: Any, sentence: str
) -> None:
    consultant.sit_down(FakeDesk(found))
    consultant.scan(CODE)
    assert consultant.says(sentence)


def test_the_receipt_code_stands_large(consultant: Consultant) -> None:
    consultant.sit_down()
    consultant.scan(CODE)
    label = next(one for one in consultant.driver.labels() if one.text == "4821 0937")
    assert label.face.px == 29


def test_every_screen_says_what_a_result_is(consultant: Consultant, tmp_path: Path) -> None:
    consultant.sit_down(places=lambda: (tmp_path,))
    assert consultant.says(HELP)
    consultant.driver.tap("open_picture")
    assert consultant.says(HELP)
    consultant.scan(CODE)
    assert consultant.says(HELP)
    consultant.scan("something else")
    assert consultant.says(HELP)


def test_a_practice_site_says_so_on_every_screen(consultant: Consultant, tmp_path: Path) -> None:
    consultant.sit_down(practice=True, places=lambda: (tmp_path,))
    assert consultant.says(BAND)
    consultant.driver.tap("open_picture")
    assert consultant.says(BAND)
    consultant.scan(CODE)
    assert consultant.says(BAND)
    assert consultant.says("Practice result: about nobody.")


def test_a_real_site_tells_its_practice_results_from_its_real_ones(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.three(flags=Flag(0))))
    assert not consultant.says(BAND)
    consultant.scan(CODE)
    assert not consultant.says("Practice result")
    consultant.desk.gives = desks.three()
    consultant.scan(CODE)
    assert consultant.says("Practice result: about nobody.")


def test_the_language_changes_at_once(consultant: Consultant) -> None:
    flow = consultant.sit_down()
    consultant.driver.tap("language.da")
    assert flow.language == "da"
    assert consultant.window.t.language.code == "da"
    chosen = {t.key for t in tappables(consultant.window) if getattr(t, "chosen", False)}
    assert chosen == {"tab.scan", "language.da"}


def test_work_is_told_only_when_it_takes_longer(consultant: Consultant, tmp_path: Path) -> None:
    worker = LaterWorker()
    consultant.sit_down(worker=worker, places=lambda: (tmp_path,))
    worker.run()
    consultant.scan(CODE)
    assert not consultant.says("Opening the result")
    consultant.driver.advance(0.6)
    assert consultant.says("Opening the result")
    worker.run()
    consultant.driver.advance(0.6)
    assert not consultant.says("Opening the result")


def test_work_that_is_done_in_time_is_not_told(consultant: Consultant) -> None:
    worker = LaterWorker()
    flow = consultant.sit_down(worker=worker)
    worker.run()
    consultant.scan(CODE)
    consultant.flow.on_change = lambda: None
    worker.run()
    consultant.driver.advance(0.6)
    assert flow.work is None
    assert not consultant.says("Opening the result")


def test_the_edge_gets_darker_under_the_mouse(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(before=(desks.many(sequence=3),)))
    button = consultant.driver.find("open_picture")
    plain = consultant.driver.grab()
    Window.mouse_pos = button.to_window(*button.center)
    consultant.driver.frames(2)
    assert button.hovered
    assert consultant.driver.grab() != plain
    line = consultant.driver.find(f"latest.{desks.many(sequence=3).id.hex()}")
    Window.mouse_pos = line.to_window(*line.center)
    consultant.driver.frames(2)
    assert line.hovered
    assert not button.hovered
    Window.mouse_pos = (0, 0)
    assert not line.hovered


def test_what_is_scrolled_away_is_not_hovered(consultant: Consultant, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:03}.png").touch()
    consultant.sit_down(places=lambda: (tmp_path,))
    consultant.driver.tap("open_picture")
    Window.mouse_pos = (consultant.window.width / 2, 20)
    assert not any(getattr(t, "hovered", False) for t in tappables(consultant.window))


def test_keys_and_wheel_scroll_a_long_result(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.many()))
    consultant.scan(CODE)
    scroll = next(w for w in consultant.window.walk() if isinstance(w, DeskScroll))
    consultant.press(281)
    assert scroll.offset > 0
    consultant.press(280)
    assert scroll.offset == 0
    consultant.wheel("scrollup")
    assert scroll.offset == 64
    consultant.wheel("scrolldown")
    assert scroll.offset == 0


def test_the_bar_of_a_long_result_can_be_dragged(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.many()))
    consultant.scan(CODE)
    scroll = next(w for w in consultant.window.walk() if isinstance(w, DeskScroll))
    start = (scroll.right - 4, scroll.top - 20)
    consultant.driver.press(start)
    consultant.driver.drag((start[0], scroll.y + 5))
    consultant.driver.release()
    assert scroll.offset == scroll.overflow
    consultant.driver.press((200, 300))
    consultant.driver.drag((200, 500))
    consultant.driver.release()
    assert scroll.offset == scroll.overflow


def test_the_page_fills_the_window_whatever_its_size(consultant: Consultant) -> None:
    for size in ((1366, 768), SMALLEST):
        consultant.driver.resize(*size)
        consultant.sit_down()
        assert consultant.driver.grab().getpixel((size[0] - 3, size[1] - 3)) == (247, 241, 230)


def test_another_size_of_window_is_laid_out_at_once(
    consultant: Consultant, caplog: pytest.LogCaptureFixture
) -> None:
    consultant.sit_down(FakeDesk(desks.many()), practice=True)
    consultant.scan(CODE)
    consultant.driver.resize(*SMALLEST)
    consultant.driver.frames(2)
    assert consultant.window.screen is not None
    assert tuple(consultant.window.screen.size) == SMALLEST
    assert "iteration" not in caplog.text


@pytest.mark.parametrize("size", [(1366, 768), SMALLEST])
def test_nothing_is_cut_off_at_the_side(consultant: Consultant, size: tuple[int, int]) -> None:
    consultant.driver.resize(*size)
    consultant.sit_down(FakeDesk(desks.many()), practice=True)
    consultant.scan(CODE)
    for label in consultant.driver.labels():
        left, _low = label.to_window(*label.pos)
        assert 0 <= left <= left + label.width <= size[0]


@pytest.mark.parametrize("palette", sorted(PALETTES))
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_theme_and_direction_can_be_drawn(
    consultant: Consultant, palette: str, direction: str, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    rtl = direction == "rtl"
    right_to_left = frozenset({"da", "en"} if rtl else ())
    monkeypatch.setattr("kiosk.i18n.languages.RIGHT_TO_LEFT", right_to_left)
    consultant.sit_down(
        FakeDesk(desks.many()), True, Theme(PALETTES[palette]), places=lambda: (tmp_path,)
    )
    consultant.driver.advance(0.5)
    assert consultant.window.theme.rtl is rtl
    consultant.driver.tap("open_picture")
    for text in (CODE, "something else"):
        consultant.scan(text)
        consultant.driver.advance(0.5)
    assert consultant.says("Not opened")


def test_nothing_is_smaller_than_fifteen_pixels(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(desks.many()), practice=True)
    consultant.scan(CODE)
    assert {label.face.px for label in consultant.driver.labels()} <= {29, 19, 17, 15}


def test_everything_that_can_be_tapped_can_be_read_aloud(consultant: Consultant) -> None:
    consultant.sit_down(FakeDesk(before=(desks.many(sequence=3),)))
    assert all(t.speech for t in tappables(consultant.window))


def test_the_real_clipboard_is_asked_where_none_is_given(
    consultant: Consultant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kivy.core.clipboard import Clipboard

    monkeypatch.setattr(type(Clipboard), "paste", lambda _self: CODE)
    desk = FakeDesk()
    flow = DeskFlow(desk, InlineWorker(), "en")
    window = DeskWindow(Theme(calm=True), translator, flow, False)
    consultant.driver.show(window)
    consultant.driver.tap("paste")
    assert desk.received == [(CODE, Way.SCAN)]
