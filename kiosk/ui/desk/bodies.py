"""Which screen of the flow is drawn by which module; all but the first are loaded when shown."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import (
    Apart,
    Files,
    Listed,
    Locked,
    Log,
    Missing,
    NewKey,
    Result,
    Search,
    Sync,
    Synced,
    Syncing,
)
from kiosk.desk.setup_screens import Founded, Founding, Recovered, Recovering
from kiosk.desk.site_screens import Enrol, FirstSite, PackLost, Signed, Signing, SiteHome
from kiosk.i18n import Translator
from kiosk.ui.desk.scan import scan_screen
from kiosk.ui.theme import Theme


def body(
    theme: Theme,
    t: Translator,
    flow: DeskFlow,
    paste: Callable[[], object],
    *,
    narrow: bool,
    before: Widget | None = None,
) -> Widget:
    """What stands below the header; ``before`` stood there until now.

    It may have a ``first`` that takes the focus, even from another field where it is to be typed
    ``anew``, an ``overlay`` that lies above it, and a ``tick`` by which it looks again how far
    something is.
    """
    match flow.screen:
        case Result() as screen:
            from kiosk.ui.desk.result import result_screen

            return result_screen(theme, t, screen)
        case Files() as screen:
            from kiosk.ui.desk.files import files_screen

            return files_screen(theme, t, flow, screen)
        case Sync() | Syncing() | Synced() as screen:
            from kiosk.ui.desk.sync import sync_screen

            return sync_screen(theme, t, flow, screen)
        case Search() as screen:
            from kiosk.ui.desk.search import SearchBody

            return SearchBody(theme, t, flow, screen, narrow=narrow, before=before)
        case Listed() | Apart() | Missing() | Log() as screen:
            from kiosk.ui.desk.lists import lists_screen

            return lists_screen(theme, t, flow, screen)
        case Locked() as screen:
            from kiosk.ui.desk.locked import LockedBody

            return LockedBody(theme, t, flow, screen)
        case NewKey() as screen:
            from kiosk.ui.desk.locked import NewKeyBody

            return NewKeyBody(theme, t, flow, screen, before)
        case SiteHome() | PackLost() | Signing() | Signed() as screen:
            from kiosk.ui.desk.site import site_screen

            return site_screen(theme, t, flow, screen)
        case Enrol() | FirstSite() | Founding() | Founded() | Recovering() | Recovered() as screen:
            from kiosk.ui.desk.set_up import set_up_screen

            return set_up_screen(theme, t, flow, screen, before)
        case _:
            return scan_screen(theme, t, flow, paste)
