"""A careful citizen without a screen: takes the next right step of a real flow, one at a time."""

from __future__ import annotations

from kiosk.domain import routing
from kiosk.domain.record import Guess, Helped
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.screens import (
    About,
    AskPictures,
    AtPlace,
    Code,
    Faces,
    GoOn,
    Thanks,
    Welcome,
)


def step(flow: CitizenFlow) -> None:
    """Take one step; from the last screen it goes on with the next visit."""
    match flow.screen:
        case Welcome():
            flow.start()
        case About():
            flow.agree()
        case GoOn(visit=visit):
            flow.recognise(visit.services[0].person.key)
        case AtPlace(place=place):
            _step_at(flow, place)
        case AskPictures():
            flow.share_without_pictures()
        case Code():
            flow.done()
        case Faces():
            flow.face(None)
        case Thanks():
            flow.leave()
        case other:
            raise AssertionError(f"a careful citizen never comes to {other}")


def _step_at(flow: CitizenFlow, place: routing.Place) -> None:
    match place:
        case routing.Card():
            flow.put_card_away()
        case routing.GateDone():
            flow.gate_seen()
        case routing.OwnGuess():
            flow.guess(Guess.WITH_HELP)
        case routing.InTask(run=run):
            toward = run.form.step_toward(run.values)
            flow.act(toward[1]) if toward else flow.finish()
        case routing.After():
            flow.after_seen()
        case routing.AskHelped():
            flow.say_helped(Helped.NO)
        case routing.Summary():
            flow.summary_seen()
        case routing.ShareOrNot():
            flow.share()


def shared_code(flow: CitizenFlow) -> str:
    """Take every step to the code; its text."""
    while not isinstance(screen := flow.screen, Code):
        step(flow)
    return screen.text
