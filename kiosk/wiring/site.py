"""What `kiosk site` does in the folder of the root key's holder, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.site_values import Approved, DeviceState, Secrets
from kiosk.desk.siting import Siting
from kiosk.devices.clock import SystemClock
from kiosk.domain.digits import grouped
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff import enrolment, qr, site
from kiosk.handoff.enrolment import Request
from kiosk.handoff.keeping import Change, Charter
from kiosk.handoff.keys import Device, PublicKeys
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.sitepack import Revocation, SitePack
from kiosk.wiring import program
from kiosk.wiring.expiry import expiry
from kiosk.wiring.told import Told

Compare = Callable[[str], bool]
"""Asks whether the same eight digits stand on the other screen."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})


class DigitsDiffer(KioskError):  # noqa: N818 - named for what happened
    """Two screens do not show the same check digits."""


class RequestMissing(KioskError):  # noqa: N818
    """No request, or more than one, where one was looked for."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a command works: the site's folder, this machine's, and a stick for the new pack."""

    site: Path
    data: Path
    secrets: Secrets
    out: Path | None = None

    @property
    def siting(self) -> Siting:
        return Siting(self.site, self.data, SystemClock().today, program.versions)


def init(
    holder: Holder,
    charter: Charter,
    passphrases: tuple[str, str],
    pins: Iterable[str],
    *,
    with_desk: bool,
) -> Told:
    """Found a site; ``passphrases``: of the root key and of the recovery key."""
    pack = holder.siting.found(
        charter,
        *passphrases,
        (PRACTICE_PIN,) if charter.practice else pins,
        with_desk=with_desk,
    )
    lines = [
        f"The site {pack.site_name!r} stands in {holder.site}: root.key, recovery.key, site.pack.",
        "Put a copy of recovery.key into the safe, its passphrase in an envelope beside it.",
    ]
    if with_desk:
        lines.append(f"The desk in {holder.data} is desk 1.")
    if pack.practice:
        lines.append(f"It is for practice: the staff PIN is {PRACTICE_PIN}.")
    elif pack.practice_only:
        lines.append("Controller or privacy notice is missing: every result is marked as practice.")
    return _with_pack(holder, pack, lines)


def show(holder: Holder) -> Told:
    """The site and its devices."""
    siting = holder.siting
    pack = siting.pack()
    today = SystemClock().today()
    lines = [
        f"{pack.site_name or 'A site without a name'}, site {pack.site_id.hex()[:8]}, "
        f"pack version {pack.version} of {pack.issued}, valid to {pack.expires}.",
        *warnings(pack),
        f"Site keys: {len(pack.site_keys)}; results are sealed to the one of "
        f"{pack.sealing_key(today).valid_from}.",
        *(_line(device) for device in siting.devices()),
    ]
    return Told("\n".join(lines))


def approve(
    holder: Holder, device: Device, what: str, workshop: int | None, compare: Compare
) -> Told:
    """Enrol a device, once its check digits have been compared."""
    found = _request(what, device, holder)
    compared(found.digits, compare)
    return _approved(holder, holder.siting.approve(found, holder.secrets, workshop), [])


def recover(holder: Holder, what: str, compare: Compare) -> Told:
    """All desks are lost: one new desk opens everything again."""
    found = _request(what, Device.DESK, holder)
    compared(found.digits, compare)
    done = holder.siting.recover(found, holder.secrets)
    lines = [
        "Every desk before is revoked; there is a new site key, and the older ones still open."
    ]
    return _approved(holder, done, lines)


def rotate(holder: Holder) -> Told:
    """A new site key."""
    pack = holder.siting.rotate(holder.secrets)
    return _with_pack(holder, pack, ["There is a new site key; the one before is used 60 days on."])


def revoke_desk(holder: Holder, number: int) -> Told:
    """A desk that is believed no more."""
    pack = holder.siting.revoke_desk(number, holder.secrets)
    lines = [
        f"Desk {number} is revoked, and there is a new site key.",
        "It knows the staff PIN of before: set a new one with 'kiosk site pin'.",
    ]
    return _with_pack(holder, pack, lines)


def revoke_tablet(holder: Holder, number: int, after: int, epoch: int | None) -> Told:
    """A tablet that is believed no more after a sequence."""
    pack = holder.siting.revoke_tablet(number, after, epoch, holder.secrets)
    where = "" if epoch is None else f" of epoch {epoch:08x}"
    lines = [
        f"Tablet {number} is revoked after result {after}{where}: what comes later is kept apart.",
        "Whoever has it may find out the staff PIN: set a new one with 'kiosk site pin'.",
    ]
    return _with_pack(holder, pack, lines)


def set_pins(holder: Holder, pins: Iterable[str]) -> Told:
    """New staff PINs for every tablet."""
    pack = holder.siting.set_pins(pins, holder.secrets)
    return _with_pack(holder, pack, ["The PIN holds on a tablet once it has the new pack."])


def change(holder: Holder, wanted: Change) -> Told:
    """What the site is told to be from now on."""
    done = holder.siting.change(wanted, holder.secrets)
    places = ", ".join(f"{place.number} {place.name}".strip() for place in done.workshops)
    told = ", ".join(f"{name}={done.settings[name]}" for name in sorted(done.settings))
    lines = [
        f"Name: {done.site_name or '-'}; controller: {done.controller or '-'}; "
        f"privacy notice: {'yes' if done.privacy_notice else '-'}.",
        f"Workshops: {places}. Settings: {told or 'the defaults'}.",
    ]
    if done.practice_only:
        lines.append("Every result is marked as practice.")
    return _with_pack(holder, done, lines)


def new_recovery(holder: Holder, passphrase: str) -> Told:
    """Another recovery key."""
    done = holder.siting.new_recovery(holder.secrets, passphrase)
    lines = [
        f"There is a new recovery.key in {holder.site}, and a new site key.",
        "Put it into the safe with its passphrase, and destroy every copy of the one before.",
    ]
    return _with_pack(holder, done, lines)


def change_passphrase(folder: Path, data: Path, key: str, before: str, after: str) -> Told:
    """Another passphrase of the root key or the recovery key."""
    siting = Siting(folder, data, SystemClock().today)
    change = siting.change_root_passphrase if key == "root" else siting.change_recovery_passphrase
    change(before, after)
    return Told(f"{key}.key has a new passphrase; copies of it elsewhere still have the old one.")


def pack(holder: Holder, source: Path | None, above: int, *, renew: bool) -> Told:
    """The newest pack onto a stick; before that brought back, or signed anew."""
    siting = holder.siting
    if source is not None:
        done = siting.restore(source, holder.secrets, above)
        return _with_pack(holder, done, [f"The site pack is back in {holder.site}."])
    if renew or above:
        return _with_pack(holder, siting.renew(holder.secrets, above), [])
    return _with_pack(holder, siting.pack(), [])


def _approved(holder: Holder, done: Approved, lines: list[str]) -> Told:
    entry = done.entry
    lines = [
        f"It is {entry.device} {entry.number} now.",
        *lines,
        *_digits_to_come(holder, done.pack, entry.keys, done),
    ]
    return _with_pack(holder, done.pack, lines)


def _digits_to_come(
    holder: Holder, pack: SitePack, public: PublicKeys, done: Approved
) -> Iterable[str]:
    """What the device shows with its first pack; the holder's own machine has it already."""
    for device in Device:
        here = (holder.data / device / site.DEVICE_KEYS).exists()
        if here and site.own_keys(holder.data, device).public == public:
            return [f"It is on this machine and has site pack version {pack.version}."]
    return [
        f"When it takes its first site pack it shows: {grouped(done.digits)}. "
        "Only if they are the same there, answer yes."
    ]


def _with_pack(holder: Holder, pack: SitePack, lines: list[str]) -> Told:
    lines = [*lines, f"Site pack version {pack.version}, valid to {pack.expires}."]
    lines += warnings(pack)
    if holder.out is None:
        lines.append("Carry it to every device: kiosk site pack --out FOLDER")
    else:
        path = holder.siting.carry(holder.out)
        lines += [f"It is in {path} for every device.", "It is safe to remove the stick."]
    return Told("\n".join(lines))


def warnings(pack: SitePack) -> list[str]:
    """What is to be told whenever a pack arrives."""
    late = expiry(pack, SystemClock().today())
    lines = [] if late is None else [late]
    if not set(pack.scoring) <= set(program.versions()):
        lines.append(
            "This program has other versions of the tests than the site pack names; everything "
            "goes on working. Update the program on every device, "
            "then 'kiosk site pack --renew'."
        )
    return lines


def _line(device: DeviceState) -> str:
    entry = device.entry
    place = device.workshop or (str(entry.workshop) if entry.workshop else "")
    where = f", {place}" if place else ""
    gone = "".join(f"; revoked{_after(one)}" for one in device.revocations)
    return f"  {entry.device} {entry.number}{where}, key {entry.keys.key_id.hex()}{gone}"


def _after(gone: Revocation) -> str:
    if gone.device is Device.DESK:
        return ""
    where = "" if gone.epoch is None else f" of epoch {gone.epoch:08x}"
    return f" after result {gone.after_sequence}{where}"


def compared(digits: str, compare: Compare) -> None:
    """DigitsDiffer unless they are the same on both screens."""
    if not compare(digits):
        raise DigitsDiffer(
            N_(
                "The check digits are not the same, so nothing was taken over; "
                "have the file written again, and carry it by hand."
            )
        )


def _request(what: str, device: Device, holder: Holder) -> Request:
    """The request that somebody means by a text, a file, a picture of its code or a folder."""
    if enrolment.is_request(what):
        found = enrolment.read_request(what, "The text")
    elif Path(what).is_dir():
        found = _only(Path(what), device, holder.siting.pack())
    elif Path(what).suffix.lower() in _PICTURES:
        found = enrolment.read_request(qr.read_file(Path(what)), Path(what).name)
    else:
        found = enrolment.load_request(Path(what))
    if found.device is not device:
        raise RequestMissing(
            N_("This is the request of a {found}; approve it with 'kiosk site {found} approve'."),
            found=found.device,
        )
    return found


def _only(folder: Path, device: Device, pack: SitePack) -> Request:
    """The one request in a folder that is still to be approved."""
    found = [
        one.request
        for one in enrolment.requests_in(folder)
        if one.request.device is device and pack.entry_of(one.request.keys) is None
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise RequestMissing(
            N_("There are {count} requests of a {device} in {folder}; name the file of one."),
            count=len(found),
            device=device,
            folder=folder,
        )
    raise RequestMissing(
        N_("There is no new request of a {device} in {folder}; have it written there."),
        device=device,
        folder=folder,
    )
