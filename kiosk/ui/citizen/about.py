"""What this is, who answers for it, and equally large Yes and No."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.ui.citizen.page import Page, icon_line, paragraph
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.boxes import Card
from kiosk.ui.widgets.button import Button


def about_screen(scene: Scene) -> Page:
    """Asks for a yes; no takes nothing away."""
    _, flow = scene.t.gettext, scene.flow
    no = Button(scene.theme, _("No thanks"), flow.back_to_start, "no", "close", hug=True)
    yes = Button(scene.theme, _("Yes, try"), flow.agree, "yes", "check", hug=True)
    return Page(
        scene,
        _("Do you want to try?"),
        icon_line(scene, "school", _("You practise with a made-up person. Nothing is real.")),
        icon_line(scene, "thumb_up", _("It is voluntary. You can stop at any time.")),
        icon_line(scene, "person_off", _("Your name is not saved. What you type is not saved.")),
        icon_line(scene, "lock", _("You decide at the end if your consultant may see the result.")),
        icon_line(
            scene, "forum", _("It is help for a talk. It is not a grade and not a decision.")
        ),
        *_notice(scene),
        last=(no, yes),
        even=True,
    )


def _notice(scene: Scene) -> list[Widget]:
    _, site = scene.t.gettext, scene.site
    if not site.controller:
        return [paragraph(scene, _("This tablet is only for practice."), "support", "ink_2")]
    return [
        Card(
            scene.theme,
            paragraph(
                scene, _("Responsible for the data: {name}", name=site.controller), "support"
            ),
            paragraph(scene, site.privacy_notice, "support", "ink_2"),
            tone="soft",
        )
    ]
