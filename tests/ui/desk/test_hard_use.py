"""The desk's window in the hands of a hurried one, and with more of everything than is usual."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.core.window import Window

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Letting, MissingRow, Search, Sync, Synced, Syncing, Target
from kiosk.desk.search_flow import SearchFlow
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.usb import Drive, NoUsbDrive
from kiosk.devices.worker import InlineWorker
from kiosk.ui.desk.app import DeskApp
from kiosk.ui.desk.picture_grid import PictureButton
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.driver import Driver
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.tappable import chain, tappables
from tests import desks
from tests.citizen import SlowWorker
from tests.desk_parts import FakeCarrier, FakeFinder, Remembered, collected
from tests.desk_tour import STICK
from tests.tour import translator
from tests.ui.desk.sitting import Sitting

pytestmark = pytest.mark.usefixtures("quick_stretching")

LONG_NAME = "Det digitale værksted ved den gamle landevej " * 5


class Hurried(Sitting):
    """Somebody at a slow desk: what is started ends when the test says so."""

    def __init__(self, driver: Driver) -> None:
        self.worker, self.carrier = SlowWorker(), FakeCarrier()
        flow = DeskFlow(desks.FakeDesk(before=(desks.three(),)), self.worker, "en")
        self.sync = flow.sync = SyncFlow(
            flow, self.carrier, NoUsbDrive(), Remembered(), InlineWorker()
        )
        flow.search = SearchFlow(flow, FakeFinder(), flow.row, flow.forget)
        super().__init__(driver, flow)
        self.work()

    def work(self) -> None:
        self.worker.catch_up()
        self.driver.frames(2)

    def show(self, screen: Any) -> None:
        self.sync.state = screen
        self.flow.show(screen)
        self.driver.frames(2)


@pytest.fixture
def desk(driver: Driver) -> Iterator[Hurried]:
    yield Hurried(driver)
    Window.mouse_pos = (0, 0)


def cut_off(driver: Driver, width: float) -> list[str]:
    """What leaves the window at a side, or cannot be reached."""
    wrong = [
        label.text for label in driver.labels() if label.inked[0] < -1 or label.inked[2] > width + 1
    ]
    for stop in tappables(driver.root):
        held = any(isinstance(holder, DeskScroll) for holder in chain(stop))
        if stop.x < 0 or stop.right > width or not (held or stop.y >= 0):
            wrong.append(stop.key)
    return wrong


def title(desk: Hurried) -> tuple[float, float]:
    """Where the one title of the screen stands."""
    titles = [w for w in desk.window.walk() if isinstance(w, TextLabel) and w.role == "desk_title"]
    return min((round(w.x), round(-w.top)) for w in titles)


def test_two_quick_presses_move_the_results_once(desk: Hurried) -> None:
    desk.show(Sync((STICK,), STICK))
    desk.driver.tap("sync.start", settle=False)
    assert not desk.driver.has("sync.start")
    desk.sync.start()  # as a second click that was under way
    desk.work()
    assert desk.carrier.folders == [STICK.drive.folder]


def test_going_elsewhere_while_results_are_moved_stops_nothing(desk: Hurried) -> None:
    desk.show(Sync((STICK,), STICK))
    desk.driver.tap("sync.start")
    desk.driver.tap("tab.scan")
    assert desk.says("Scan the code")
    desk.driver.advance(0.5)
    desk.driver.tap("tab.sync")
    assert desk.says("Results are being moved") and desk.says(f"Leave {STICK.drive.name} in.")
    desk.driver.hardware_key("escape")
    desk.work()
    assert isinstance(desk.sync.state, Synced)
    assert desk.carrier.folders == [STICK.drive.folder]


def test_another_size_of_window_in_the_middle_changes_nothing_but_the_layout(desk: Hurried) -> None:
    desk.show(Syncing(STICK))
    for size in ((1024, 700), (1920, 1080), (1366, 768)):
        desk.driver.resize(*size)
        desk.window.size = size
        desk.driver.frames(2)
        assert desk.says("Results are being moved") and cut_off(desk.driver, size[0]) == []


def test_closing_the_window_stops_after_the_step_and_keeps_what_came(desk: Hurried) -> None:
    """Nothing goes on behind a window that is gone."""
    app = DeskApp.__new__(DeskApp)
    app._flow = desk.flow
    desk.show(Sync((STICK,), STICK))
    desk.driver.tap("sync.start")
    app.close()
    desk.worker.catch_up()
    state = desk.sync.state
    assert isinstance(state, Synced) and state.done is not None and state.done.cancelled


def names_of_two_hundred_letters() -> list[Any]:
    drive = Drive(LONG_NAME, Path("/media") / LONG_NAME.strip(), 10**9)
    stick, share = Target(drive, stick=True), Target(drive, stick=False)
    return [
        Sync((stick, share), stick),
        Sync((), None, drive.folder),
        Syncing(stick),
        Syncing(share),
        Synced(stick, collected(), letting=Letting.WAIT),
    ]


@pytest.mark.parametrize("screen", names_of_two_hundred_letters())
def test_a_name_of_two_hundred_letters_stays_inside(desk: Hurried, screen: Any) -> None:
    desk.driver.resize(1024, 700)
    desk.window.size = (1024, 700)
    desk.show(screen)
    assert cut_off(desk.driver, 1024) == []


def test_ten_thousand_results_of_many_tablets_are_told_and_scroll(desk: Hurried) -> None:
    lost = tuple(MissingRow(tablet, 1, 3, 9) for tablet in range(1, 200))
    desk.show(Synced(STICK, collected(10_000, 2_500), lost, letting=Letting.SAFE))
    assert desk.says("10,000") and desk.says("2,500")
    assert desk.says("Tablet 1: 7 results, numbers 3 to 9")
    assert cut_off(desk.driver, 1366) == []
    desk.press(281)
    assert any(w.offset > 0 for w in desk.window.walk() if isinstance(w, DeskScroll))


def test_the_title_stands_in_one_place_while_results_are_moved(desk: Hurried) -> None:
    """WCAG 3.2.3: what comes next is where it was looked for."""
    places = set()
    for screen in (
        Sync((STICK,), STICK),
        Syncing(STICK),
        Synced(STICK, collected(), letting=Letting.WAIT),
        Synced(STICK, collected(), letting=Letting.SAFE),
        Search(),
    ):
        desk.show(screen)
        places.add(title(desk))
    assert len(places) == 1


def test_lines_of_a_list_stand_below_the_start_of_their_heading(desk: Hurried) -> None:
    line = desk.driver.find(f"latest.{desks.three().id.hex()}")
    (heading,) = [
        w for w in desk.window.walk() if isinstance(w, TextLabel) and w.text == "Latest results"
    ]
    assert round(line.x) == round(heading.x) and round(line.right) == round(heading.right)


# -- the mouse


def over(desk: Hurried, key: str) -> Any:
    widget = desk.driver.find(key)
    Window.mouse_pos = widget.to_window(*widget.center)
    desk.driver.frames(2)
    return widget


@pytest.mark.parametrize("palette", ["light", "contrast"])
@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("sync.start", lambda: Sync((STICK,), STICK)),
        ("sync.folder", lambda: Sync((STICK,), STICK)),
        ("tab.scan", lambda: Sync((STICK,), STICK)),
        ("picture.7", Search),
    ],
)
def test_whatever_can_be_pressed_shows_that_the_mouse_is_over_it(
    driver: Driver, palette: str, key: str, screen: Callable[[], Any]
) -> None:
    from kiosk.ui.theme import palette as named

    desk = Hurried(driver)
    desk.window._base = Theme(palette=named(palette), calm=True)
    desk.show(screen())
    Window.mouse_pos = (0, 0)
    desk.driver.frames(2)
    plain = desk.driver.grab()
    assert over(desk, key).hovered
    assert desk.driver.grab() != plain
    Window.dispatch("on_cursor_leave")
    desk.driver.frames(2)
    assert desk.driver.grab() == plain
    Window.mouse_pos = (0, 0)


def test_a_screen_that_is_drawn_anew_under_a_still_mouse_shows_it(desk: Hurried) -> None:
    desk.show(Sync((STICK,), STICK))
    before = over(desk, "sync.folder")
    desk.window.refresh()
    desk.driver.frames(2)
    after = desk.driver.find("sync.folder")
    assert after is not before and after.hovered


def test_a_picture_is_hovered_too(desk: Hurried) -> None:
    desk.show(Search())
    assert isinstance(over(desk, "picture.3"), PictureButton)


def test_the_words_of_the_tablet_and_of_the_desk_are_the_same() -> None:
    """One word for one thing: results are moved, on the tablet as at the desk."""
    for code, words in (("en", "Move results"), ("da", "Flyt resultater")):
        t = translator(code)
        assert t.gettext("Move results") == words
        steps = t.gettext("Put the stick in here. Press Move results here too.")
        assert words in steps
