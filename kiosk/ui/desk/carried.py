"""What a sync did, in words. No Kivy."""

from __future__ import annotations

from datetime import date

from kiosk.desk.carrier import PulledOutError
from kiosk.desk.collected import Collected
from kiosk.desk.screens import Letting, MissingRow, Synced
from kiosk.i18n import Translator, formats


def title(synced: Synced, t: Translator) -> str:
    """What became of the whole."""
    _ = t.gettext
    if synced.error is not None or synced.done is None:
        return _("Not finished")
    if synced.done.cancelled:
        return _("Stopped")
    if not synced.done.bundles and not synced.done.refused:
        return _("There was nothing to move")
    return _("The results are here")


def first(synced: Synced, t: Translator) -> str:
    """The sentence below the title."""
    _ = t.gettext
    if isinstance(synced.error, PulledOutError):
        return _("What was read so far is kept.")
    if synced.error is not None:
        return t.error(synced.error)
    if synced.done is not None and synced.done.cancelled:
        return _("What was read so far is kept. Move again to get the rest.")
    if synced.done is not None and not synced.done.bundles and not synced.done.refused:
        if not synced.target.stick:
            return _("Press Move results on the tablet first. Then move again.")
        return _("Press Move results on the tablet first. Then bring the stick here.")
    return _("Take the same stick to the tablet next time. It then learns what has arrived.")


def counts(done: Collected, t: Translator) -> list[tuple[int, str, str]]:
    """Number, words and icon of each count."""
    _ = t.gettext
    return [
        (done.new, _("new"), "move_to_inbox"),
        (done.known, _("received before"), "history"),
        (done.quarantined, _("kept apart"), "archive"),
        (len(done.refused), _("files refused"), "report"),
    ]


def letting(synced: Synced, t: Translator) -> tuple[str, str, bool]:
    """Title and sentence on pulling the stick out, and whether all is well."""
    _, name = t.gettext, synced.target.drive.name
    if isinstance(synced.error, PulledOutError):
        return _("The stick is not there."), t.error(synced.error), False
    if not synced.target.stick:
        if synced.letting is Letting.SAFE:
            return _("Everything is in the folder."), "", True
        writing = _("{name} is still being written to.", name=name)
        held = writing if synced.letting is Letting.WAIT else _held(synced, t)
        return _("The folder is not ready."), held, False
    if synced.letting is Letting.SAFE:
        return _("It is safe to remove the stick."), "", True
    if synced.letting is Letting.WAIT:
        return _("Leave the stick in."), _("{name} is still being written to.", name=name), False
    return _("Not safe to remove the stick yet."), _held(synced, t), False


def _held(synced: Synced, t: Translator) -> str:
    _ = t.gettext
    if synced.held is not None:
        return t.error(synced.held)
    return _("Not everything could be written. Move again.")


def expired(day: date, t: Translator) -> tuple[str, str]:
    """What an expired site pack means, and what to do."""
    _ = t.gettext
    return (
        _("The site pack expired on {day}.", day=formats.date_long(day, t.language)),
        _("All goes on working. Have a new one made."),
    )


def besides(done: Collected, t: Translator) -> list[tuple[str, str]]:
    """Icon and words of what came along with the results."""
    erased = t.ngettext(
        "{n} result was erased: another desk had erased it.",
        "{n} results were erased: another desk had erased them.",
        done.erased,
    )
    gone = t.ngettext(
        "{n} result was deleted before, and is not taken again.",
        "{n} results were deleted before, and are not taken again.",
        done.gone,
    )
    told = [("delete", erased)] if done.erased else []
    if done.gone:
        told.append(("delete", gone))
    if done.pack is not None:
        told.append(("verified_user", t.gettext("A newer site pack was taken.")))
    return told


def set_apart(count: int, t: Translator) -> tuple[str, str]:
    """Results that were here and are not believed any more."""
    moved = t.ngettext(
        "{n} result that was here is kept apart now.",
        "{n} results that were here are kept apart now.",
        count,
    )
    return moved, t.gettext("Their tablet was revoked before it made them.")


def behind(t: Translator) -> tuple[str, str]:
    """What it means when the program is older than the site's tests, and what to do."""
    _ = t.gettext
    return (
        _("The site has tests that this desk does not know."),
        _("Their results are kept. Update the program to read them."),
    )


def missing_line(row: MissingRow, t: Translator) -> str:
    """Numbers of results of a tablet that never came."""
    _ = t.gettext
    many = t.ngettext("{n} result", "{n} results", row.count)
    if row.count == 1:
        return _("Tablet {tablet}: {many}, number {first}", tablet=row.tablet, many=many,
                 first=row.first)  # fmt: skip
    return _("Tablet {tablet}: {many}, numbers {first} to {last}", tablet=row.tablet, many=many,
             first=row.first, last=row.last)  # fmt: skip


def free_room(free_bytes: int, t: Translator) -> str:
    """How much room there is on a stick."""
    _ = t.gettext
    if free_bytes >= 1_000_000_000:
        return _("{n} GB free", n=formats.number(round(free_bytes / 1e9, 1), t.language))
    return _("{n} MB free", n=formats.number(free_bytes // 1_000_000, t.language))
