"""After the tasks, step by step: progress code, three faces, counts, a tablet without room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.errors import KioskError
from kiosk.domain.progress_code import is_code
from kiosk.domain.record import Flag
from kiosk.handoff.progress import progress_tag
from kiosk.storage.desk import Way
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.idle import IDLE_END, IDLE_WARNING
from kiosk.tablet.screens import Code, EnterPictures, NewPictures, Trouble
from kiosk.tablet.sharing import Sharing
from tests import small
from tests.citizen import Citizen, SlowWorker, to_share
from tests.workshop import Desk, a_site

Step = tuple[Callable[[CitizenFlow], Any], str]
MINE = (31, 4, 4, 63, 0)
ENTER: tuple[Step, ...] = (
    (lambda f: f.share(), "AskPictures"),
    (lambda f: f.enter_pictures(), "EnterPictures"),
    *[(lambda f, number=number: f.tap_picture(number), "EnterPictures") for number in MINE],
)
DRAW: tuple[Step, ...] = (
    (lambda f: f.share(), "AskPictures"),
    (lambda f: f.draw_pictures(), "NewPictures"),
)


@pytest.fixture
def citizen() -> Citizen:
    """At the end of the tasks, on a tablet that has the progress key."""
    citizen = Citizen(takes_codes=True)
    to_share(citizen)
    return citizen


def journal(citizen: Citizen) -> tuple[bytes, ...] | None:
    return citizen.store.open_visit()


# -- the progress code -----------------------


def test_without_pictures_is_one_tap_more_and_leaves_no_tag(citizen: Citizen) -> None:
    citizen.walk(
        (lambda f: f.share(), "AskPictures"),
        (lambda f: f.share_without_pictures(), "Code"),
    )
    assert citizen.sharing.codes == [None]
    assert citizen.sharing.results[0].flags is Flag.PRACTICE


def test_nobody_is_asked_where_the_tablet_has_no_progress_key() -> None:
    citizen = Citizen()
    to_share(citizen)
    citizen.walk((lambda f: f.share(), "Code"))
    assert citizen.sharing.codes == [None]


def test_five_pictures_out_of_64_are_drawn_by_the_tablet(citizen: Citizen) -> None:
    citizen.walk(*DRAW)
    drawn = citizen.flow.screen
    assert isinstance(drawn, NewPictures) and is_code(drawn.pictures)
    assert not citizen.sharing.results, "nothing is shared before its tap"
    citizen.walk((lambda f: f.share_with_new_pictures(), "Code"))
    code = citizen.flow.screen
    assert isinstance(code, Code) and code.pictures == drawn.pictures
    assert citizen.sharing.codes == [drawn.pictures]
    assert citizen.sharing.results[0].flags == Flag.PRACTICE | Flag.FIRST_TIME


def test_a_citizen_may_start_a_new_one_at_any_time(citizen: Citizen) -> None:
    drawn = []
    for _ in range(8):
        citizen.walk(*DRAW)
        assert isinstance(citizen.flow.screen, NewPictures)
        drawn.append(citizen.flow.screen.pictures)
        citizen.walk((lambda f: f.back(), "AskPictures"), (lambda f: f.back(), "ShareOrNot"))
    assert len(set(drawn)) > 1


def test_pictures_are_entered_by_tapping_them(citizen: Citizen) -> None:
    citizen.walk(*ENTER)
    citizen.flow.tap_picture(7)  # a code has five
    citizen.walk((lambda f: f.share_with_known_pictures(), "Code"))
    assert citizen.sharing.codes == [MINE]
    assert citizen.sharing.results[0].flags == Flag.PRACTICE | Flag.CAME_AGAIN


def test_a_group_is_opened_and_left_by_a_picture_or_by_back(citizen: Citizen) -> None:
    citizen.walk(*ENTER[:3], (lambda f: f.open_group(6), "EnterPictures"))
    assert citizen.flow.screen == EnterPictures((31,), group=6)
    citizen.flow.back()
    assert citizen.flow.screen == EnterPictures((31,))
    citizen.flow.open_group(6)
    citizen.flow.tap_picture(50)
    assert citizen.flow.screen == EnterPictures((31, 50))


def test_back_takes_one_picture_away_at_a_time_and_leads_to_share_or_not(citizen: Citizen) -> None:
    citizen.walk(*ENTER)
    for left in (4, 3, 2, 1, 0):
        citizen.flow.back()
        assert citizen.flow.screen == EnterPictures(MINE[:left])
    citizen.walk(
        (lambda f: f.back(), "AskPictures"),
        (lambda f: f.back(), "ShareOrNot"),
        (lambda f: f.decline(), "Thanks"),
    )
    assert not citizen.sharing.results and journal(citizen) is None


def test_too_few_pictures_are_no_code(citizen: Citizen) -> None:
    citizen.walk(*ENTER[:-1], (lambda f: f.share_with_known_pictures(), "EnterPictures"))
    assert not citizen.sharing.results


def test_nothing_of_the_code_is_stored_on_the_tablet(citizen: Citizen) -> None:
    """Not even that one was used: the journal of the visit stays as it was to the end."""
    before = journal(citizen)
    citizen.walk(*ENTER)
    assert journal(citizen) == before
    citizen.walk(*[(lambda f: f.back(), "EnterPictures")] * 5, (lambda f: f.back(), "AskPictures"))
    citizen.walk((lambda f: f.draw_pictures(), "NewPictures"))
    assert journal(citizen) == before


@pytest.mark.parametrize("way", [ENTER, DRAW, ENTER[:1], ENTER[:4]])
def test_a_power_cut_before_the_code_is_there_loses_nothing(
    citizen: Citizen, way: tuple[Step, ...]
) -> None:
    before = journal(citizen)
    citizen.walk(*way)
    citizen.boot()
    assert journal(citizen) == before
    citizen.walk((lambda f: f.recognise("mette"), "ShareOrNot"), *DRAW)
    citizen.walk((lambda f: f.share_with_new_pictures(), "Code"))
    assert len(citizen.sharing.results) == 1


@pytest.mark.parametrize("way", [ENTER, DRAW, ENTER[:1]])
def test_who_walks_away_at_the_question_has_not_shared(
    citizen: Citizen, way: tuple[Step, ...]
) -> None:
    citizen.walk(*way)
    citizen.clock.advance(IDLE_WARNING + IDLE_END)
    citizen.flow.tick()
    assert citizen.here == "Welcome" and journal(citizen) is None
    assert not citizen.sharing.results and not citizen.store.day_counts()


def test_listening_at_the_question_is_a_fact_and_the_screen_stays(citizen: Citizen) -> None:
    citizen.walk(*DRAW)
    shown = citizen.flow.screen
    citizen.flow.listened()
    assert citizen.flow.screen is shown
    citizen.flow.share_with_new_pictures()
    assert Flag.READ_ALOUD in citizen.sharing.results[0].flags


def test_what_belongs_to_no_screen_does_nothing(citizen: Citizen) -> None:
    before = citizen.flow.screen
    for step in (
        "share_without_pictures", "draw_pictures", "share_with_new_pictures", "enter_pictures",
        "share_with_known_pictures", "back", "done",
    ):  # fmt: skip
        getattr(citizen.flow, step)()
    citizen.flow.open_group(1)
    citizen.flow.tap_picture(1)
    citizen.flow.face(CountName.FACE_GOOD)
    assert citizen.flow.screen is before and not citizen.store.day_counts()


def test_the_tag_in_the_sealed_record_is_that_of_the_code_and_the_site() -> None:
    site, key = a_site(), bytes(range(32))
    store = MemoryTabletStore()
    citizen = Citizen(store=store)
    citizen.sharing = Sharing(store, site.sealer(), 1, 1, key)  # type: ignore[assignment]
    citizen.boot()
    to_share(citizen)
    citizen.walk(*ENTER, (lambda f: f.share_with_known_pictures(), "Code"))
    assert isinstance(citizen.flow.screen, Code)
    read = Desk(site).reception.receive(citizen.flow.screen.text, Way.SCAN).record
    assert read.progress_tag == progress_tag(key, MINE)
    assert Flag.CAME_AGAIN in read.result.flags


# -- three faces -----------------------

FACES = [CountName.FACE_GOOD, CountName.FACE_SO_SO, CountName.FACE_BAD]


def to_faces(citizen: Citizen) -> None:
    citizen.walk(
        (lambda f: f.share(), "AskPictures"),
        (lambda f: f.share_without_pictures(), "Code"),
        (lambda f: f.done(), "Faces"),
    )


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_one_tap_and_is_counted_for_the_day(citizen: Citizen, face: CountName) -> None:
    to_faces(citizen)
    citizen.walk((lambda f: f.face(face), "Thanks"))
    citizen.flow.face(face)  # a second tap counts nothing
    assert citizen.store.day_counts() == (DayCount(citizen.clock.today(), face, 1),)


@pytest.mark.parametrize("answer", [None, CountName.RESTARTED])
def test_a_face_can_be_passed_over(citizen: Citizen, answer: CountName | None) -> None:
    to_faces(citizen)
    citizen.walk((lambda f: f.face(answer), "Thanks"))
    assert not citizen.store.day_counts()


@pytest.mark.parametrize("way", ["decline", "delete"])
def test_a_declined_visit_leaves_no_tag_or_count(citizen: Citizen, way: str) -> None:
    """And no face is asked for: the three faces come only after *Share*."""
    citizen.walk(*DRAW, (lambda f: f.back(), "AskPictures"), (lambda f: f.back(), "ShareOrNot"))
    getattr(citizen.flow, way)()
    assert citizen.here == "Thanks"
    assert not citizen.store.day_counts() and not citizen.sharing.codes
    assert journal(citizen) is None and citizen.store.counts().shared == 0


# -- faults -----------------------


class Failing(MemoryTabletStore):
    """A store of which nothing can be saved, or no count."""

    steps = counts_too = False

    def append(self, line: bytes) -> None:
        if self.steps:
            raise KioskError("The disk is full.")
        super().append(line)

    def add_count(self, day: date, what: CountName, n: int = 1) -> None:
        if self.counts_too:
            raise KioskError("The disk is full.")
        super().add_count(day, what, n)


def test_a_step_that_could_not_be_saved_is_counted() -> None:
    store = Failing()
    citizen = Citizen(store=store)
    citizen.to_tasks()
    store.steps = True
    citizen.flow.skip()
    assert isinstance(citizen.flow.screen, Trouble) and not citizen.flow.busy
    assert store.day_counts() == (DayCount(citizen.clock.today(), CountName.FAULT_STORE, 1),)


def test_a_count_that_fails_is_told_nobody_and_stops_nothing() -> None:
    store = Failing()
    citizen = Citizen(store=store, takes_codes=True)
    citizen.to_tasks()
    store.steps = store.counts_too = True
    citizen.flow.skip()
    assert isinstance(citizen.flow.screen, Trouble) and not citizen.flow.busy
    store.steps = False
    citizen.walk((lambda f: f.try_again(), "GoOn"), (lambda f: f.recognise("mette"), "InTask"))
    citizen.flow.count(CountName.FAULT_SOUND)
    citizen.walk((lambda f: f.act(small.OPEN), "InTask"), (lambda f: f.skip(), "InTask"))
    assert not store.day_counts()


def test_what_could_not_be_read_aloud_is_counted(citizen: Citizen) -> None:
    before = citizen.flow.screen
    citizen.flow.no_sound()
    assert citizen.flow.screen is before
    assert citizen.store.day_counts() == (
        DayCount(citizen.clock.today(), CountName.FAULT_SOUND, 1),
    )


def test_after_an_unexpected_error_what_was_under_way_is_not_heard_of_any_more() -> None:
    worker = SlowWorker()
    citizen = Citizen(worker=worker)
    for step in (citizen.flow.start, citizen.flow.agree):
        worker.catch_up()
        step()
    worker.catch_up()
    citizen.flow.put_card_away()
    citizen.flow.recover()
    assert citizen.here == "Trouble"
    worker.catch_up()
    assert citizen.here == "Trouble" and not citizen.flow.busy
    today = citizen.clock.today()
    assert citizen.store.day_counts() == (DayCount(today, CountName.FAULT_UNEXPECTED, 1),)
    citizen.flow.try_again()
    worker.catch_up()
    citizen.flow.recognise("mette")
    assert citizen.here == "OwnGuess", "the step had been saved"


# -- room -----------------------


def test_without_room_no_visit_begins(citizen: Citizen) -> None:
    """Under 200 MB: no new visit; nothing is ever dropped to make room."""
    citizen.walk((lambda f: f.delete(), "Thanks"), (lambda f: f.leave(), "Welcome"))
    citizen.has_room = False
    citizen.walk((lambda f: f.start(), "Full"), (lambda f: f.agree(), "Full"))
    assert journal(citizen) is None
    citizen.walk((lambda f: f.back_to_start(), "Welcome"))
    citizen.has_room = True
    citizen.walk((lambda f: f.start(), "About"))


def test_a_second_tap_on_start_leads_nowhere_else(citizen: Citizen) -> None:
    citizen.walk((lambda f: f.delete(), "Thanks"), (lambda f: f.leave(), "Welcome"))
    citizen.walk((lambda f: f.start(), "About"), (lambda f: f.agree(), "Card"))
    citizen.walk((lambda f: f.start(), "Card"))
