from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.flow import DeskFlow, NothingToPasteError
from kiosk.desk.screens import Files, Locked, Refused, Result, Scan, Work
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError, UnexpectedError
from kiosk.handoff import qr
from kiosk.handoff.errors import NoCode, Rejected
from kiosk.storage.desk import Way
from tests import desks
from tests.desks import CODE, FakeDesk


class LaterWorker:
    """Runs nothing before it is told to."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def submit(self, job: Any, done: Any, failed: Any) -> None:
        self.jobs.append(lambda: InlineWorker().submit(job, done, failed))

    def close(self) -> None: ...

    def run(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


def flow(desk: FakeDesk | None = None, **more: Any) -> DeskFlow:
    made = DeskFlow(desk or FakeDesk(), InlineWorker(), **more)
    made.wake()
    return made


def picture(folder: Path, text: str = CODE) -> Path:
    path = folder / "code.png"
    qr.picture(qr.matrix(text)).save(path)
    return path


def test_it_waits_for_a_code_first_and_shows_what_came_last() -> None:
    made = flow(FakeDesk(before=(desks.three(sequence=1), desks.three(sequence=2))))
    assert made.screen == Scan()
    assert [row.kept.sequence for row in made.latest] == [1, 2]
    assert all(row.profile is not None for row in made.latest)


def test_a_scanned_code_shows_its_result_and_joins_the_list() -> None:
    desk = FakeDesk()
    made = flow(desk)
    made.scanned(CODE)
    assert made.screen == Result(desk.gives)
    assert desk.received == [(CODE, Way.SCAN)]
    assert [row.profile for row in made.latest] == [desk.gives]


def test_a_pasted_text_is_opened_like_a_scanned_one() -> None:
    made = flow()
    made.pasted(CODE)
    assert isinstance(made.screen, Result)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_pasting_nothing_says_so(text: str) -> None:
    made = flow()
    made.pasted(text)
    assert isinstance(made.screen, Refused)
    assert isinstance(made.screen.error, NothingToPasteError)


def test_what_is_no_result_is_refused_and_the_one_before_stays_at_hand() -> None:
    desk = FakeDesk()
    made = flow(desk)
    made.scanned(CODE)
    made.scanned("https://example.dk")
    assert isinstance(made.screen, Refused)
    assert isinstance(made.screen.error, Rejected)
    shown: list[object] = []
    made.on_change = lambda: shown.append(made.screen)
    made.show_result()
    made.show_scan()
    assert shown == [Result(desk.gives), Scan()]


def test_without_a_result_there_is_none_to_show() -> None:
    made = flow()
    made.show_result()
    assert made.screen == Scan()


def test_a_picture_is_read_and_opened(tmp_path: Path) -> None:
    desk = FakeDesk()
    made = flow(desk)
    made.open_picture(picture(tmp_path))
    assert isinstance(made.screen, Result)
    assert desk.received == [(CODE, Way.PICTURE)]


def test_a_picture_without_a_code_is_refused_by_name(tmp_path: Path) -> None:
    made = flow()
    made.open_picture(tmp_path / "gone.png")
    assert isinstance(made.screen, Refused)
    assert isinstance(made.screen.error, NoCode)
    assert "gone.png" in str(made.screen.error)


def test_a_result_of_the_list_is_shown_with_the_time_it_came() -> None:
    made = flow(FakeDesk(before=(desks.three(sequence=3),)))
    row = made.latest[0]
    made.recall(row)
    assert made.screen == Result(desks.three(sequence=3), row.kept.received_at)


def test_a_result_that_no_longer_opens_stays_in_the_list() -> None:
    desk = FakeDesk(before=(desks.three(sequence=3),))
    desk.lost = {desks.three(sequence=3).id}
    made = flow(desk)
    assert made.latest[0].profile is None
    made.recall(made.latest[0])
    assert isinstance(made.screen, Refused)


def test_pictures_are_looked_for_in_the_usual_places_first(tmp_path: Path) -> None:
    picture(tmp_path)
    made = flow(places=lambda: (tmp_path,))
    made.look_for_picture()
    assert isinstance(made.screen, Files)
    assert made.screen.places == (tmp_path,)
    assert [entry.name for entry in made.screen.listing.entries] == ["code.png"]


def test_the_folder_looked_into_last_comes_first_the_next_time(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    made = flow(places=lambda: (tmp_path,))
    made.look_for_picture(inner)
    made.show_scan()
    made.look_for_picture()
    assert isinstance(made.screen, Files)
    assert made.screen.listing.folder == inner


def test_a_folder_that_cannot_be_opened_leaves_the_one_before_in_place(tmp_path: Path) -> None:
    made = flow(places=lambda: (tmp_path,))
    made.look_for_picture()
    made.look_for_picture(tmp_path / "gone")
    assert isinstance(made.screen, Files)
    assert made.screen.listing.folder == tmp_path
    assert "gone" in str(made.screen.error)


def test_a_first_folder_that_cannot_be_opened_is_told_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    made = flow(places=lambda: (tmp_path / "later",))
    made.look_for_picture()
    assert isinstance(made.screen, Refused)
    (tmp_path / "later").mkdir()
    made.look_for_picture()
    assert isinstance(made.screen, Files)


def test_work_is_told_until_it_is_done() -> None:
    worker = LaterWorker()
    made = DeskFlow(FakeDesk(), worker)
    made.scanned(CODE)
    assert made.work is Work.OPENING
    assert made.screen == Scan()
    worker.run()
    assert made.work is None
    assert isinstance(made.screen, Result)


def test_work_that_failed_is_done_as_well() -> None:
    worker = LaterWorker()
    made = DeskFlow(FakeDesk(), worker)
    made.open_picture(Path("gone.png"))
    assert made.work is Work.PICTURE
    worker.run()
    assert made.work is None


def test_the_list_arrives_without_disturbing_who_reads_a_result() -> None:
    made = flow()
    shown: list[object] = []
    made.on_change = lambda: shown.append(made.screen)
    made.scanned(CODE)
    assert len(shown) == 1


def test_a_store_that_fails_at_the_start_is_told() -> None:
    class Broken(FakeDesk):
        def latest(self, limit: int = 20) -> Any:
            raise KioskError("broken")

    assert isinstance(flow(Broken()).screen, Refused)


def test_the_language_is_chosen_by_its_code() -> None:
    made = flow()
    seen: list[str] = []
    made.on_change = lambda: seen.append(made.language)
    made.choose_language("en")
    assert seen == ["en"]


def test_after_an_unexpected_error_it_is_told_noted_and_the_window_goes_on() -> None:
    made = flow()
    noted: list[str] = []
    made.on_fault = noted.append
    made.recover(KeyError("a name that nobody may log"))
    assert isinstance(made.screen, Refused) and isinstance(made.screen.error, UnexpectedError)
    assert noted == ["KeyError"]
    made.scanned(CODE)
    assert isinstance(made.screen, Result)


def test_what_was_under_way_at_an_unexpected_error_is_waited_for_no_more() -> None:
    worker = LaterWorker()
    made = DeskFlow(FakeDesk(), worker)
    made.scanned(CODE)
    assert made.work is Work.OPENING
    made.recover(ValueError())
    assert made.work is None
    worker.run()  # it ends after all
    assert isinstance(made.screen, Result) and made.work is None


def test_a_locked_desk_stays_locked_at_an_unexpected_error() -> None:
    made = flow()
    made.screen = Locked()
    made.recover(ValueError())
    assert made.screen == Locked()
