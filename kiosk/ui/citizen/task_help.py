"""Help inside a task: three hints, each a step closer, and the eMentor."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from kiosk.domain.visit import Run
from kiosk.ui.citizen.dialogs import dialog, in_columns
from kiosk.ui.citizen.help import mentor_card
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.progress import IconLine

POINTER, SHOWN = 2, 3


def help_card(scene: Scene, run: Run, hint: Callable[[int], None]) -> Overlay:
    """What fits where the citizen stands; ``hint`` is told the level that is asked for."""
    theme, _ = scene.theme, scene.t.gettext
    body: list[Widget] = []
    if run.hint:
        body.append(
            Card(theme, IconLine(theme, "lightbulb", nudge(scene, run)), tone="primary_soft")
        )
    else:
        body.append(TextLabel(theme, _("You can get a little help at a time."), "reading"))
    level, words, icon = _closer(scene, run)
    more = Button(theme, words, lambda: hint(level), f"hint.{level}", icon, "choice")
    helped = Button(
        theme,
        _("The eMentor helped me"),
        lambda: _helped(scene),
        "mentor_helped",
        "groups",
        "choice",
    )
    helped.chosen = run.mentor
    call = Button(
        theme,
        _("Call an eMentor"),
        lambda: _call(scene),
        "call_mentor",
        "waving_hand",
        "second" if theme.large else "choice",
        hug=theme.large,
    )
    if theme.large:  # the body may have to scroll; whoever wants a person must not
        across = 1 if scene.upright else 2
        body.append(in_columns(scene, [more, helped], across))
        return dialog(scene, _("Help"), *body, icon="support", actions=[call])
    body.append(in_columns(scene, [more, call, helped], 1))
    return dialog(scene, _("Help"), *body, icon="support")


def nudge(scene: Scene, run: Run) -> str:
    """The first hint for the state at hand; at the goal it asks whether the task is done."""
    _ = scene.t.gettext
    if run.form.step_toward(run.values) is None:
        return _("Read the task again. Are you finished?")
    text = run.form.nudge(run.values)
    return scene.t.say(text) if text else _("Read the task again.")


def _closer(scene: Scene, run: Run) -> tuple[int, str, str]:
    """The next closer hint: its level, its words, its icon."""
    _ = scene.t.gettext
    if run.hint == 0:
        return 1, _("Give me a hint"), "lightbulb"
    if run.hint == 1:
        return POINTER, _("Show me where"), "visibility"
    return SHOWN, _("Show me the next step"), "visibility"


def _call(scene: Scene) -> None:
    scene.close()
    scene.open(mentor_card(scene))


def _helped(scene: Scene) -> None:
    scene.close()
    scene.flow.mentor_helped()


def pause_card(scene: Scene) -> Overlay:
    """Take a break; from here a task can be begun again, skipped, or all of it stopped."""
    theme, _, flow = scene.theme, scene.t.gettext, scene.flow
    choices = [
        (_("Begin the task again"), flow.begin_again, "pause.again", "restart_alt"),
        (_("Skip this task"), flow.skip, "pause.skip", "skip_next"),
        (_("Stop here"), flow.stop, "pause.stop", "stop"),
    ]
    buttons = [Button(theme, words, tap, key, icon, "choice") for words, tap, key, icon in choices]
    return dialog(
        scene,
        _("Pause"),
        TextLabel(theme, _("Take your time. What you did is saved."), "reading"),
        in_columns(scene, buttons, 2 if theme.large and not scene.upright else 1),
        icon="pause",
        back=_("Go on"),
        back_key="pause.resume",
        back_icon="play_arrow",
        on_back=flow.resume,
    )
