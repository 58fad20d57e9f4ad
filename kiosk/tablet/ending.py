"""The end of a visit: *Share* with or without a progress code, the code, three faces, thanks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from kiosk.devices.clock import Clock
from kiosk.domain import detail, progress_code, routing
from kiosk.domain.counts import CountName
from kiosk.domain.facts import result
from kiosk.domain.record import Flag
from kiosk.i18n.languages import by_code
from kiosk.storage.tablet import TabletStore
from kiosk.tablet.jobs import Jobs
from kiosk.tablet.journey import Journey
from kiosk.tablet.screens import (
    AskPictures,
    AtPlace,
    Code,
    EnterPictures,
    Faces,
    NewPictures,
    Screen,
    Thanks,
)
from kiosk.tablet.sharing import Shared, Shares

FACES = (CountName.FACE_GOOD, CountName.FACE_SO_SO, CountName.FACE_BAD)
"""How was it? Counted by the day, never joined to a result."""

NO_CODE = Flag(0)


class Ending(ABC):
    """What can be done after the tasks; a part of ``CitizenFlow``, which makes what is named here.

    Nothing of a progress code is written down on the tablet. It is in memory until *Share*, and its
    tag goes into the sealed record; after a power cut before that the visit is still there, and the
    citizen is asked again.
    """

    screen: Screen
    _journey: Journey
    _jobs: Jobs
    _store: TabletStore
    _sharing: Shares
    _clock: Clock
    _practice: bool
    _octets: Callable[[int], bytes]
    """Random bytes, as many as asked for."""

    @abstractmethod
    def _show(self, screen: Screen) -> None:
        """Change the screen."""

    # -- share or not

    def share(self) -> None:
        """*Share*: one question first, whether with pictures; nothing is sealed before its answer.

        Where the tablet has no progress key there is nothing to ask.
        """
        if not isinstance(self.screen, AtPlace) or not self._at_the_end():
            return
        if self._sharing.takes_codes:
            self._show(AskPictures())
        else:
            self._seal()

    def share_without_pictures(self) -> None:
        """Share, and be known by nothing next time."""
        if isinstance(self.screen, AskPictures):
            self._seal()

    def draw_pictures(self) -> None:
        """A new progress code, shown before anything is shared with it."""
        if isinstance(self.screen, AskPictures):
            drawn = progress_code.draw(self._octets(progress_code.LENGTH))
            self._show(NewPictures(drawn))

    def share_with_new_pictures(self) -> None:
        """Share with the code that is shown."""
        if isinstance(self.screen, NewPictures):
            self._seal(self.screen.pictures, Flag.FIRST_TIME)

    def enter_pictures(self) -> None:
        """To tap the code of an earlier visit."""
        if isinstance(self.screen, AskPictures):
            self._show(EnterPictures())

    def open_group(self, group: int) -> None:
        """See the pictures of a group."""
        if isinstance(self.screen, EnterPictures):
            self._show(EnterPictures(self.screen.entered, group))

    def tap_picture(self, number: int) -> None:
        """One more picture of the code."""
        if isinstance(self.screen, EnterPictures) and not self._complete(self.screen):
            self._show(EnterPictures((*self.screen.entered, number)))

    def share_with_known_pictures(self) -> None:
        """Share with the code that was tapped."""
        if isinstance(self.screen, EnterPictures) and self._complete(self.screen):
            self._seal(self.screen.entered, Flag.CAME_AGAIN)

    def back(self) -> None:
        """One step back, at last to share or not; a picture that was tapped is taken away."""
        visit = self._journey.visit
        match self.screen:
            case EnterPictures(entered, int()):
                self._show(EnterPictures(entered))
            case EnterPictures((*before, _)):
                self._show(EnterPictures(tuple(before)))
            case EnterPictures() | NewPictures():
                self._show(AskPictures())
            case AskPictures() if visit is not None:
                self._show(AtPlace(visit, routing.place(visit)))

    def _complete(self, screen: EnterPictures) -> bool:
        return progress_code.is_code(screen.entered)

    def _at_the_end(self) -> bool:
        visit = self._journey.visit
        return visit is not None and isinstance(routing.place(visit), routing.ShareOrNot)

    def _seal(self, pictures: progress_code.Code | None = None, which_time: Flag = NO_CODE) -> None:
        """Sign, seal, store, forget the plain one, then show the code."""
        visit = self._journey.visit
        assert visit is not None, "the screens that lead here come in a visit only"
        flags = which_time
        flags |= Flag.PRACTICE if self._practice else Flag(0)
        flags |= Flag.READ_ALOUD if visit.listened else Flag(0)
        plain = result(visit, by_code(visit.language).number, flags)

        def shared(code: Shared) -> None:
            self._journey.forget()
            self._show(Code(code.text, code.receipt_code, visit, pictures))

        self._journey.end(
            lambda: self._sharing.share(plain, detail.detail(visit), pictures), shared
        )

    def decline(self) -> None:
        """No thanks: nothing is kept, and nothing shows that there was a visit."""
        self._wipe("declined")

    def delete(self) -> None:
        """Delete the visit at once, from any screen."""
        self._wipe("deleted")

    def _wipe(self, how: str) -> None:
        def wiped(_: None) -> None:
            self._journey.forget()
            self._show(Thanks(how))

        self._journey.end(self._store.wipe_visit, wiped)

    # -- after Share

    def done(self) -> None:
        """The code has been shown."""
        if isinstance(self.screen, Code):
            self._show(Faces())

    def face(self, how: CountName | None) -> None:
        """How was it? One tap, or None to pass it over."""
        if not isinstance(self.screen, Faces):
            return
        if how in FACES:
            self.count(how)
        self._show(Thanks("shared"))

    def count(self, what: CountName) -> None:
        """One more of it today; that it cannot be counted is told nobody and stops nothing."""
        today = self._clock.today()
        self._jobs.quietly(lambda: self._store.add_count(today, what))
