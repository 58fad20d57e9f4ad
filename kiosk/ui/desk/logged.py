"""The lines of the desk's log, in words. No Kivy."""

from __future__ import annotations

from kiosk.domain.events import Event, LogEntry
from kiosk.i18n import Translator
from kiosk.ui.desk.telling import moment

ICONS = {
    Event.READ: "visibility",
    Event.SEARCHED: "search",
    Event.EXPORTED: "save",
    Event.ERASED: "delete_forever",
    Event.DELETED_OLD: "cleaning_services",
    Event.COLLECTED: "sync",
    Event.SET_APART: "archive",
    Event.PACK_TAKEN: "key",
    Event.PACK_SIGNED: "key",
    Event.DEVICE_APPROVED: "devices",
    Event.DEVICE_REVOKED: "devices",
    Event.KEY_ROTATED: "autorenew",
    Event.RECOVERED: "key",
    Event.BACKED_UP: "save",
    Event.RESTORED: "restart_alt",
    Event.DESK_FAULT: "error",
}


def when(entry: LogEntry, t: Translator) -> str:
    """The moment, and the name of whoever was logged in at the machine."""
    said = moment(entry.at, t)
    return f"{said} · {entry.who}" if entry.who else said


def line(entry: LogEntry, t: Translator) -> str:
    """What happened, with the numbers that belong to it."""
    _, told = t.gettext, entry.fields
    match entry.event:
        case Event.READ:
            return _("Result {sequence} of tablet {tablet} was opened.", **told)
        case Event.SEARCHED:
            return _("Somebody looked for results. Found: {found}.", **told)
        case Event.EXPORTED:
            return _("Saved or printed results: {results}.", **told)
        case Event.ERASED:
            return _("Erased on request. Results: {results}, details: {details}.", **told)
        case Event.DELETED_OLD:
            return _(
                "Deleted for their age. Results: {results}, details: {details}, "
                "log lines: {logged}.",
                **told,
            )
        case Event.COLLECTED:
            return _(
                "Results were moved. Bundles: {bundles}, new results: {new}, "
                "kept apart: {quarantined}, refused files: {refused}.",
                **told,
            )
        case Event.DEVICE_APPROVED | Event.DEVICE_REVOKED:
            return _device(entry, t)
    return _more(entry, t)


def _device(entry: LogEntry, t: Translator) -> str:
    _, number = t.gettext, entry.fields["number"]
    tablet = entry.fields["device"] == "tablet"
    if entry.event is Event.DEVICE_APPROVED:
        said = _("Tablet {number} was approved.") if tablet else _("Desk {number} was approved.")
    else:
        said = _("Tablet {number} was revoked.") if tablet else _("Desk {number} was revoked.")
    return said.format(number=number)


def _more(entry: LogEntry, t: Translator) -> str:
    _, told = t.gettext, entry.fields
    words = {
        Event.SET_APART: _("Kept apart, for tablet {tablet} was revoked. Results: {results}."),
        Event.PACK_TAKEN: _("Site pack {version} was taken over."),
        Event.PACK_SIGNED: _("Site pack {version} was signed here."),
        Event.KEY_ROTATED: _("The site key was changed, in site pack {version}."),
        Event.RECOVERED: _("The recovery key was used."),
        Event.BACKED_UP: _("A backup was made."),
        Event.RESTORED: _("A backup was restored."),
        Event.DESK_FAULT: _("Something unexpected happened ({fault})."),
    }
    said = words.get(entry.event)
    return said.format(**told) if said is not None else entry.event.value.words
