"""The screens of a desk that belongs to no site yet."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.setup_screens import Founded, Founding, Recovered, Recovering
from kiosk.desk.site_screens import Enrol, FirstSite
from kiosk.i18n import Translator
from kiosk.ui.desk.enrol import enrol_screen
from kiosk.ui.theme import Theme

SetUp = Enrol | FirstSite | Founding | Founded | Recovering | Recovered


def set_up_screen(
    theme: Theme, t: Translator, flow: DeskFlow, screen: SetUp, before: Widget | None
) -> Widget:
    """The screen below the header; ``before`` stood there until now."""
    enrol = flow.enrol
    assert enrol is not None, "its screens are shown by it"
    match screen:
        case Enrol() | FirstSite():
            return enrol_screen(theme, t, flow, screen)
        case Founding() | Founded():
            from kiosk.ui.desk.founding import FoundingBody, founded_screen

            found = enrol.found
            assert found is not None, "it shows them"
            if isinstance(screen, Founded):
                return founded_screen(theme, t, found, screen)
            return FoundingBody(theme, t, flow, found, screen)
        case Recovering() | Recovered():
            from kiosk.ui.desk.recovering import RecoveringBody, recovered_screen

            recover = enrol.recover
            assert recover is not None, "it shows them"
            if isinstance(screen, Recovered):
                return recovered_screen(theme, t, flow, recover, screen)
            return RecoveringBody(theme, t, flow, recover, screen, before)
