"""A site, its devices and what is signed, in words. No Kivy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.desk.site_screens import Act, Signed, Signing, SiteHome
from kiosk.devices.usb import Drive
from kiosk.i18n import Translator, formats

if TYPE_CHECKING:
    from kiosk.desk.site_values import DeviceState


def kind(device: str, t: Translator) -> tuple[str, str]:
    """Icon and name of a kind of device."""
    _ = t.gettext
    if device == "tablet":
        return "tablet_android", _("A tablet")
    return "desktop_windows", _("A desk")


def device(state: DeviceState, t: Translator) -> tuple[str, str, str]:
    """Icon, name and state of a device."""
    _, entry = t.gettext, state.entry
    icon, _name = kind(entry.device.value, t)
    tablet = entry.device.value == "tablet"
    name = (
        _("Tablet {number}", number=entry.number)
        if tablet
        else _("Desk {number}", number=entry.number)
    )
    if not state.revoked:
        return icon, name, state.workshop or _("Approved")
    after = [one.after_sequence for one in state.revocations]
    if tablet:
        return icon, name, _("Revoked after result {n}", n=min(after))
    return icon, name, _("Revoked")


def pack(screen: SiteHome, t: Translator) -> str:
    """Its version, and how long it is valid."""
    day = formats.date_long(screen.expires, t.language)
    return t.gettext("Site pack {version}, valid until {day}.", version=screen.version, day=day)


def expired(screen: SiteHome, t: Translator) -> str:
    """What an expired pack means, and what to do."""
    day = formats.date_long(screen.expires, t.language)
    return t.gettext(
        "The site pack expired on {day}. All goes on working. Press Renew pack.", day=day
    )


def place(found: Drive | None, t: Translator) -> str:
    """Where the pack would be written."""
    if found is None:
        return t.gettext("Put in a stick, or choose a folder.")
    return t.gettext("It goes to {name}, and from there to every device.", name=found.name)


def source(found: Drive | None, t: Translator) -> str:
    """Where a lost pack would be looked for."""
    if found is None:
        return t.gettext("Put in a stick that has it, or choose a folder.")
    return t.gettext("It is looked for in {name}.", name=found.name)


def title(screen: Signing, t: Translator) -> str:
    """What is asked."""
    _ = t.gettext
    if screen.request is not None:
        tablet = screen.request.device.value == "tablet"
        return _("Approve this tablet?") if tablet else _("Approve this desk?")
    if screen.device is not None:
        number = screen.device.entry.number
        tablet = screen.device.entry.device.value == "tablet"
        return (
            _("Revoke tablet {number}?", number=number)
            if tablet
            else _("Revoke desk {number}?", number=number)
        )
    return {
        Act.ROTATE: _("Make a new site key?"),
        Act.PIN: _("Choose a new staff PIN"),
        Act.RESTORE: _("Bring the site pack back?"),
    }.get(screen.act, _("Renew the site pack?"))


def what_happens(screen: Signing, t: Translator) -> list[str]:
    """What it does, one thing a sentence."""
    _ = t.gettext
    if screen.device is None and screen.act is Act.ROTATE:
        return [
            _("New results are sealed to the new key."),
            _("The key before is used for 60 days more. Old results still open."),
        ]
    if screen.act is Act.PIN:
        return [
            _("It opens the staff's part of every tablet."),
            _("It holds on a tablet once that has the new site pack."),
        ]
    if screen.act is Act.RESTORE:
        where = screen.place.name if screen.place is not None else ""
        return [
            _("The newest pack of this site in {name} is taken.", name=where),
            _("Only one that was signed with this root key is believed."),
        ]
    if screen.device is None:
        return [_("The same site pack, valid for a year from today.")]
    if screen.device.entry.device.value == "tablet":
        return [
            _("What it made up to that result stays valid."),
            _("What it made later is kept apart, also what is here."),
            _("It cannot be undone. The tablet can be enrolled anew."),
        ]
    return [
        _("It opens nothing new any more. The site gets a new key."),
        _("It cannot be undone."),
    ]


def verb(act: Act, t: Translator) -> tuple[str, str]:
    """Words and icon of the button that does it."""
    _ = t.gettext
    return {
        Act.APPROVE: (_("Approve"), "verified"),
        Act.REVOKE: (_("Revoke"), "delete_forever"),
        Act.ROTATE: (_("New site key"), "autorenew"),
        Act.RENEW: (_("Renew pack"), "event"),
        Act.PIN: (_("Set the PIN"), "pin"),
        Act.RESTORE: (_("Bring it back"), "history"),
    }[act]


def done(screen: Signed, t: Translator) -> str:
    """What was done."""
    _, number = t.gettext, screen.number
    tablet = screen.device == "tablet"
    if screen.device and screen.act is Act.APPROVE:
        said = _("It is tablet {number} now.") if tablet else _("It is desk {number} now.")
    elif screen.device:
        said = _("Tablet {number} is revoked.") if tablet else _("Desk {number} is revoked.")
    elif screen.act is Act.ROTATE:
        said = _("There is a new site key.")
    elif screen.act is Act.PIN:
        said = _("There is a new staff PIN.")
    elif screen.act is Act.RESTORE:
        said = _("Site pack {version} is back.")
    else:
        said = _("Site pack {version}")
    return said.format(number=number, version=screen.version)


def then(screen: Signed, t: Translator) -> list[str]:
    """What has to follow."""
    _ = t.gettext
    lines: list[str] = []
    if screen.act is Act.RESTORE:
        return lines
    if not screen.written:
        lines.append(
            _("Site pack {version} must go to every device.", version=screen.version)
            if screen.place is not None
            else _("Put in a stick, and write the site pack for every device.")
        )
    if screen.act is Act.REVOKE:
        lines.append(_("It knew the staff PIN: set a new one on the site's page."))
    return lines


def written(screen: Signed, t: Translator) -> str:
    """The pack is where it should be."""
    return t.gettext("The site pack is written. It is safe to remove the stick.")
