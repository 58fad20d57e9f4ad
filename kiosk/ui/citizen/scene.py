"""What every citizen's screen is built with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kivy.uix.widget import Widget

from kiosk.i18n import Translator
from kiosk.ui.theme import Theme

if TYPE_CHECKING:
    from kiosk.tablet.flow import CitizenFlow
    from kiosk.ui.citizen.printing import Printing
    from kiosk.ui.reading import Reader


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the first screens tell of the site."""

    name: str = ""
    controller: str = ""
    privacy_notice: str = ""
    practice: bool = True
    """Results count for nobody; every screen says so."""


@dataclass(frozen=True)
class Scene:
    """Theme, language, flow and site, how overlays are laid over the screen, and who reads it."""

    theme: Theme
    t: Translator
    flow: CitizenFlow
    site: SiteFacts
    width: float
    height: float
    open: Callable[[Widget], None]
    close: Callable[[], None]
    reader: Reader
    languages: tuple[str, ...] = ("da", "en")
    staff: Callable[[], None] | None = None
    """The staff's way in; the first screen alone offers it."""
    printing: Printing | None = None
    """Where there is a printer."""

    @property
    def upright(self) -> bool:
        """Higher than wide."""
        return self.height > self.width
