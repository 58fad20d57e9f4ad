"""Every screen after the first; loaded behind it."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from kiosk.domain import routing
from kiosk.domain.task import Service
from kiosk.i18n import Translator
from kiosk.tablet.screens import (
    About,
    AskPictures,
    AtPlace,
    Code,
    EnterPictures,
    Faces,
    Full,
    GoOn,
    NewPictures,
    Screen,
    Thanks,
    Trouble,
)
from kiosk.ui.citizen import pictures
from kiosk.ui.citizen.about import about_screen
from kiosk.ui.citizen.breaks import full_screen, go_on_screen, trouble_screen
from kiosk.ui.citizen.card_screen import card_screen
from kiosk.ui.citizen.ending import (
    after_screen,
    code_screen,
    share_screen,
    thanks_screen,
)
from kiosk.ui.citizen.faces import faces_screen
from kiosk.ui.citizen.gate import gate_screen
from kiosk.ui.citizen.questions import guess_screen, helped_screen
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.citizen.summary import summary_screen
from kiosk.ui.citizen.task import TaskScreen
from kiosk.ui.widgets.surface import Surface


def build(
    scene: Scene, screen: Screen, translators: Callable[[str], Translator], surface: Surface
) -> Widget:
    """The screen of a visit, or before and after one."""
    match screen:
        case About():
            return about_screen(scene)
        case GoOn(visit):
            return go_on_screen(scene, visit)
        case AtPlace():
            return _place(scene, screen, translators, surface)
        case Trouble():
            return trouble_screen(scene, screen)
        case Full():
            return full_screen(scene)
        case _:
            return _end(scene, screen)


def _end(scene: Scene, screen: Screen) -> Widget:
    match screen:
        case AskPictures():
            return pictures.ask_screen(scene)
        case NewPictures():
            return pictures.new_screen(scene, screen)
        case EnterPictures():
            return pictures.enter_screen(scene, screen)
        case Code():
            return code_screen(scene, screen)
        case Faces():
            return faces_screen(scene)
    assert isinstance(screen, Thanks)
    return thanks_screen(scene, screen)


def _place(
    scene: Scene, screen: AtPlace, translators: Callable[[str], Translator], surface: Surface
) -> Widget:
    place, visit = screen.place, screen.visit
    if isinstance(place, routing.InTask):
        service_words = translators(_service_language(place.run.service, visit.language))
        return TaskScreen(scene, visit, service_words, surface)
    if isinstance(place, routing.GateDone):
        return gate_screen(scene, place)
    if isinstance(place, routing.OwnGuess):
        return guess_screen(scene, place.service)
    if isinstance(place, routing.After):
        return after_screen(scene, place)
    if isinstance(place, routing.AskHelped):
        return helped_screen(scene, place.service)
    if isinstance(place, routing.Summary):
        return summary_screen(scene, visit, place.service)
    if isinstance(place, routing.ShareOrNot):
        return share_screen(scene)
    return card_screen(scene, visit)


def is_task(screen: Screen) -> bool:
    """The citizen is in a task."""
    return isinstance(screen, AtPlace) and isinstance(screen.place, routing.InTask)


def _service_language(service: Service, language: str) -> str:
    """The service speaks the citizen's language where the real one does, else Danish."""
    return language if language in service.languages else "da"
