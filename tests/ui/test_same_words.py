"""Citizen and consultant are told the same: one function judges, one module finds the words."""

from __future__ import annotations

import pytest
from kivy.core.window import Window

from kiosk.desk.flow import DeskFlow
from kiosk.desk.profile import Profile, service_profiles
from kiosk.devices.worker import InlineWorker
from kiosk.domain import routing
from kiosk.domain.facts import result
from kiosk.domain.measurement import Band
from kiosk.domain.record import Flag, Guess, Helped, Record
from kiosk.domain.task import Assessments
from kiosk.domain.visit import Visit
from kiosk.handoff.record import as_sent
from kiosk.i18n import words
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.screens import AtPlace
from kiosk.ui.citizen.summary import tell
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.driver import Driver
from kiosk.ui.theme import Theme
from tests import desks, small
from tests.tour import Tour, Variant, translator

TASKS = 12
DESK = (1366, 768)
ASSESSMENTS = Assessments(
    (desks.service(1, "mitid", "MitID", [(f"Kan {n}", f"Øv {n}", None) for n in range(TASKS)]),),
    bytes(range(32)),
)


def to_summary(flow: CitizenFlow, alone: int) -> Visit:
    """A visit in which so many tasks are managed, and the rest is finished as it stands."""
    flow.start()
    flow.agree()
    flow.put_card_away()
    flow.guess(Guess.WITH_HELP)
    for number in range(TASKS):
        for event in (small.OPEN, small.YES) if number < alone else ():
            flow.act(event)
        flow.finish()
    flow.say_helped(Helped.NO)
    assert isinstance(flow.screen, AtPlace) and isinstance(flow.screen.place, routing.Summary)
    return flow.screen.visit


def at_the_desk(visit: Visit) -> Profile:
    """What the desk reads from the record of a visit."""
    plain = result(visit, 1, Flag(0))
    record = as_sent(Record(12, 1, 7, bytes(8), bytes(4), 1, plain))
    return Profile(bytes(16), record, "", service_profiles(record, ASSESSMENTS), "48210937")


@pytest.mark.parametrize(
    ("alone", "band"),
    [(TASKS, Band.CAN_ALONE), (6, Band.UNCLEAR), (0, Band.COULD_PRACTISE)],
)
def test_both_windows_say_the_same_band(window: Driver, alone: int, band: Band) -> None:
    t = translator("da")
    tour = Tour(window, ASSESSMENTS, Variant())
    try:
        visit = to_summary(tour.flow, alone)
        window.frames(3)
        (service,) = visit.services
        told = tell(visit, service)
        assert told.summary.band is band
        assert words.shown(told.summary, t).words in window.texts()
    finally:
        tour.close()

    profile = at_the_desk(visit)
    (seen,) = profile.summaries
    assert (seen.band, seen.estimate) == (told.summary.band, told.summary.estimate)
    assert profile.together.safety == told.visit.safety
    assert (profile.together.band, profile.together.estimate) == (
        told.visit.band,
        told.visit.estimate,
    )

    window.resize(*DESK)
    flow = DeskFlow(desks.FakeDesk(profile), InlineWorker())
    window.show(DeskWindow(Theme(calm=True), translator, flow, False, lambda: ""))
    flow.scanned(desks.CODE)
    window.frames(3)
    assert words.band_words(t)[band] in window.texts()
    assert words.certainty(band, seen.estimate, t) in window.texts()
    for child in list(Window.children):
        Window.remove_widget(child)
