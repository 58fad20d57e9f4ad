"""When something stands in the way: a visit that was cut off, trouble, nobody there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.domain.draw import draw
from kiosk.domain.visit import Visit
from kiosk.tablet.screens import Trouble
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.page import MARGIN, Page, icon_line, main_button, paragraph, second_button
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.pictures.portrait import PEOPLE, Portrait
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.tappable import Tappable

PICTURES = 4
"""Faces to choose from after a cut."""
LARGEST, PICTURE_GAP = 190, 20


def go_on_screen(scene: Scene, visit: Visit) -> Page:
    """Whoever knows the practice person goes on; it tells the next one nothing of the last one."""
    _, theme, flow = scene.t.gettext, scene.theme, scene.flow
    persons = _row_of_persons(visit)
    pictures = [
        PortraitButton(scene, person, partial(flow.recognise, person)) for person in persons
    ]
    why = paragraph(scene, _("The tablet was switched off. What you did is saved."))
    who = paragraph(scene, _("Who were you in the practice? Tap the picture."))
    row = Row(theme, *pictures, Widget(size_hint_y=None, height=1), spacing=PICTURE_GAP)
    return Page(
        scene,
        _("Do you want to continue?"),
        # Large, the pictures are in sight at once, which the reason before them would prevent.
        *((who, row, why) if theme.large else (why, who, row)),
        icon_line(scene, "person_off", _("Was it not you? Then start over.")),
        last=(second_button(scene, _("Start over"), flow.delete, "start_over", "restart_alt"),),
    )


def _row_of_persons(visit: Visit) -> list[str]:
    """The practice person among others, at a place that the visit's seed draws."""
    own = visit.services[0].person.key
    others = [key for key in PEOPLE if key != own][: PICTURES - 1]
    others.insert(draw(visit.began.seed, 0, "go on", PICTURES), own)
    return others


class PortraitButton(Tappable):
    """A face to be recognised."""

    def __init__(self, scene: Scene, person: str, on_tap: Callable[[], None]) -> None:
        theme = scene.theme
        room = scene.width - 2 * theme.space(MARGIN) - PICTURES * theme.space(PICTURE_GAP)
        side = round(min(theme.space(LARGEST), room / PICTURES))
        super().__init__(
            f"person.{person}",
            scene.t.gettext("A person"),
            on_tap,
            size_hint=(None, None),
            size=(side, side),
        )
        picture = Portrait(theme, person, size=self.size)
        self.add_widget(picture)
        self.bind(pos=picture.setter("pos"))
        self.bind(pressed=lambda _self, down: setattr(picture, "opacity", 0.7 if down else 1))


def trouble_screen(scene: Scene, screen: Trouble) -> Page:
    """A step could not be saved; what was confirmed before is safe."""
    _ = scene.t.gettext
    return Page(
        scene,
        _("Something is wrong with the tablet."),
        paragraph(scene, _("It is not you. Call an eMentor.")),
        paragraph(scene, scene.t.error(screen.error), "support", "ink_2"),
        last=(main_button(scene, _("Try again"), scene.flow.try_again, "try_again", "refresh"),),
    )


def full_screen(scene: Scene) -> Page:
    """Nobody begins what could not be saved; what is on the tablet is safe."""
    _ = scene.t.gettext
    return Page(
        scene,
        _("The tablet has no more room"),
        paragraph(scene, _("It is not you. Call an eMentor.")),
        paragraph(scene, _("What was shared before is safe."), color="ink_2"),
        last=(main_button(scene, _("To the start"), scene.flow.back_to_start, "leave", "home"),),
    )


def idle_card(scene: Scene) -> Overlay:
    """Are you still here? Any touch says yes (WCAG 2.2.1)."""
    theme, _ = scene.theme, scene.t.gettext
    lost = _("If nobody taps, the tablet starts over. Then nothing is saved.")
    return dialog(
        scene,
        _("Are you still here?"),
        TextLabel(theme, _("Take your time. Tap the button to go on."), "reading"),
        TextLabel(theme, lost, "reading", "ink_2"),
        icon="schedule",
        back=_("I am here"),
        back_key="still_here",
        back_icon="check",
        on_back=scene.flow.touched,
    )
