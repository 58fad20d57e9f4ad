"""The progress code and the three faces on the real widgets, by taps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.domain.counts import CountName
from kiosk.domain.progress_code import GROUPS, PICTURES, group
from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Assessments
from kiosk.tablet.screens import AskPictures, Code, Faces, NewPictures, Thanks
from kiosk.ui.driver import Driver
from tests.shipped import shipped
from tests.tour import Tour, Variant, translator

MINE = (17, 3, 3, 60, 42)


@pytest.fixture(scope="module")
def assessments() -> Assessments:
    found = shipped()
    return replace(found, services=tuple(s for s in found.services if not s.gate))


@pytest.fixture(autouse=True)
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and places, not pixels."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)


@pytest.fixture(params=["M", "XL"])
def tour(
    request: pytest.FixtureRequest, window: Driver, assessments: Assessments
) -> Iterator[Tour]:
    """At the question that comes after *Share*."""
    tour = Tour(window, assessments, Variant(request.param))
    flow = tour.flow
    flow.start()
    flow.agree()
    flow.put_card_away()
    flow.guess(Guess.ALONE)
    flow.stop()
    flow.say_helped(Helped.NO)
    flow.summary_seen()
    tour.driver.tap("share")
    assert isinstance(flow.screen, AskPictures)
    yield tour
    tour.close()


def taps(tour: Tour, *keys: str) -> None:
    for key in keys:
        tour.reach(key)
        tour.driver.tap(key)


def test_all_64_are_there_each_with_its_name_in_the_citizens_language(tour: Tour) -> None:
    said = translator("da").gettext
    taps(tour, "pictures.enter")
    for number, name in enumerate(GROUPS):
        assert said(name) in tour.driver.texts()
        taps(tour, f"group.{number}")
        for picture in group(number):
            assert tour.driver.has(f"picture.{picture}"), "all of a group are in sight at once"
            assert said(PICTURES[picture]) in tour.driver.texts()
        taps(tour, "pictures.back")


def test_a_code_is_tapped_and_shared(tour: Tour) -> None:
    taps(tour, "pictures.enter")
    for number in MINE:
        taps(tour, f"group.{number // 8}", f"picture.{number}")
    taps(tour, "pictures.back", "group.0", "picture.7", "pictures.back")
    taps(tour, f"group.{MINE[-1] // 8}", f"picture.{MINE[-1]}", "share")
    assert isinstance(tour.flow.screen, Code) and tour.sharing.code == MINE


def test_new_pictures_are_shown_heard_and_shown_again_beside_the_code(tour: Tour) -> None:
    taps(tour, "pictures.new")
    screen = tour.flow.screen
    assert isinstance(screen, NewPictures)
    names = [translator("da").gettext(PICTURES[number]) for number in screen.pictures]
    assert [text for text in tour.driver.texts() if text in names] == names
    taps(tour, "listen")
    tour.listener.to_the_end()
    assert [said for said in tour.listener.heard if said in names] == names
    taps(tour, "share", "pictures")
    assert [text for text in tour.driver.texts() if text in names] == names
    taps(tour, "back")
    assert isinstance(tour.flow.screen, Code) and tour.sharing.code == screen.pictures


def test_without_pictures_nothing_of_them_stands_beside_the_code(tour: Tour) -> None:
    taps(tour, "pictures.none")
    assert isinstance(tour.flow.screen, Code) and tour.sharing.code is None
    assert not tour.driver.has("pictures")


def test_a_face_is_one_tap(tour: Tour) -> None:
    taps(tour, "pictures.none", "done")
    assert isinstance(tour.flow.screen, Faces)
    taps(tour, "face.so_so")
    assert isinstance(tour.flow.screen, Thanks)
    assert [count.what for count in tour.store.day_counts()] == [CountName.FACE_SO_SO]


def test_a_face_may_be_passed_over(tour: Tour) -> None:
    taps(tour, "pictures.none", "done", "face.skip")
    assert isinstance(tour.flow.screen, Thanks) and not tour.store.day_counts()
