"""One question with a few large answers: the own guess, and whether somebody helped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Service
from kiosk.ui.citizen.dialogs import in_columns
from kiosk.ui.citizen.page import MARGIN, Page, paragraph
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.button import Button


def guess_screen(scene: Scene, service: Service) -> Page:
    """What do you think you can?"""
    _, flow = scene.t.gettext, scene.flow
    answers = [
        (_("I cannot do it"), "guess.cannot", lambda: flow.guess(Guess.CANNOT)),
        (_("I can with help"), "guess.with_help", lambda: flow.guess(Guess.WITH_HELP)),
        (_("I can do it alone"), "guess.alone", lambda: flow.guess(Guess.ALONE)),
        (_("I can help others"), "guess.help_others", lambda: flow.guess(Guess.CAN_HELP_OTHERS)),
    ]
    title = _("What do you think about {service}?", service=service.name)
    return _question(scene, title, _("Choose what fits best. No answer is wrong."), answers)


def helped_screen(scene: Scene, service: Service) -> Page:
    """Did somebody help? The citizen's own statement."""
    _, flow = scene.t.gettext, scene.flow
    answers = [
        (_("No, nobody"), "helped.no", lambda: flow.say_helped(Helped.NO)),
        (_("Yes, a little"), "helped.little", lambda: flow.say_helped(Helped.A_LITTLE)),
        (_("Yes, a lot"), "helped.lot", lambda: flow.say_helped(Helped.A_LOT)),
    ]
    title = _("Did somebody help you?")
    note = _("Help is fine. It is told beside the result.")
    return _question(scene, title, note, answers)


def _question(
    scene: Scene, title: str, note: str, answers: Sequence[tuple[str, str, Callable[[], None]]]
) -> Page:
    theme = scene.theme
    buttons = [Button(theme, words, on_tap, key, kind="choice") for words, key, on_tap in answers]
    choices = in_columns(scene, buttons, _across(scene, buttons))
    words = paragraph(scene, note, color="ink_2")
    # Large, all answers are in sight at once, which the words before them would prevent.
    answers_first = theme.large and not scene.upright
    return Page(scene, title, *((choices, words) if answers_first else (words, choices)))


def _across(scene: Scene, buttons: Sequence[Button]) -> int:
    """One below the other where there is room; large text needs the width."""
    if scene.upright:
        return 1
    room = scene.width - 2 * scene.theme.space(MARGIN)
    if scene.theme.large and all(button.natural_width < room / 3.2 for button in buttons):
        return 3
    return 2 if scene.theme.large or len(buttons) % 2 == 0 else 1
