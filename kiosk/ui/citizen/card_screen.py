"""The practice card as a page of its own, before the first task."""

from __future__ import annotations

from kiosk.domain.visit import Visit
from kiosk.ui.citizen.card import card_body
from kiosk.ui.citizen.page import Page, icon_line, main_button
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.boxes import Card


def card_screen(scene: Scene, visit: Visit) -> Page:
    """You are this person while you practise."""
    _ = scene.t.gettext
    person = (visit.tested or visit.services)[0].person
    return Page(
        scene,
        _("This is you while you practise"),
        Card(scene.theme, card_body(scene, person)),
        icon_line(scene, "front_hand", _("Use only the card. Never type your own codes.")),
        last=(main_button(scene, _("Next"), scene.flow.put_card_away, "card.next"),),
    )
