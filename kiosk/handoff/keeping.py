"""What the holder of the root key does to a site: each change makes a draft of the next pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.domain.errors import N_
from kiosk.handoff import section, sitepack
from kiosk.handoff.errors import KeysRefused, SiteRefused
from kiosk.handoff.keys import Device, PublicKeys, RootKey, SiteKey, key_id
from kiosk.handoff.packfile import sign_pack
from kiosk.handoff.section import PinHash, Section
from kiosk.handoff.settings import RANGES
from kiosk.handoff.sitepack import DeviceEntry, Revocation, SiteKeyEntry, SitePack, Workshop

A_YEAR = timedelta(days=365)
OVERLAP = timedelta(days=60)
"""How long the site key before may still be sealed to, by tablets without the newest pack."""

MOST_NUMBERS = 65_535
MOST_WORKSHOPS = 255
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Keeper:
    """A pack with what is sealed in it opened: by a desk, or by the recovery key."""

    pack: SitePack
    site_keys: tuple[SiteKey, ...]
    """The private half of each site key of ``pack``, in its order."""
    kept: Section
    """What tablets that are enrolled later get too."""

    @classmethod
    def of(cls, pack: SitePack, private: X25519PrivateKey) -> Keeper:
        """What this desk's sealing key, or the recovery key, opens; KeysRefused if not all."""
        site_keys = pack.unwrap_site_keys(private)
        kept = pack.kept_section(private)
        if kept is None or len(site_keys) != len(pack.site_keys):
            raise KeysRefused(
                N_(
                    "These keys do not open the site keys of the site pack; "
                    "use the recovery key, or a desk of this site that was not revoked."
                )
            )
        return cls(pack, site_keys, kept)

    def enrol(
        self, device: Device, public: PublicKeys, workshop: int | None = None
    ) -> tuple[Keeper, DeviceEntry]:
        """With one more device under the next free number; SiteRefused when it is known already."""
        self._require_new(public)
        place = self._workshop(workshop)
        number = 1 + max(
            (one.number for one in self.pack.devices if one.device is device), default=0
        )
        if number > MOST_NUMBERS:
            raise SiteRefused(N_("This site has no number left for another device."))
        entry = DeviceEntry(device, number, public, workshop=place)
        pack = replace(self.pack, devices=(*self.pack.devices, entry))
        return replace(self, pack=pack), entry

    def rotate(self, today: date) -> Keeper:
        """With a new site key from today on; the one before may be sealed to for 60 days more."""
        until = today + OVERLAP
        older = tuple(
            replace(key, valid_to=min(key.valid_to, until)) for key in self.pack.site_keys
        )
        return self._with_new_key(older, today)

    def without_desk(self, number: int) -> Keeper:
        """Without a desk, which gets no site key any more. Follow it by ``retire``.

        What it has read, it has read; it knows the site keys up to now.
        """
        gone = device_of(self.pack, Device.DESK, number)
        if self.pack.revoked(gone):
            raise SiteRefused(N_("Desk {number} has been revoked already."), number=number)
        revocation = Revocation(Device.DESK, gone.keys.key_id)
        return replace(
            self, pack=replace(self.pack, revocations=(*self.pack.revocations, revocation))
        )

    def retire(self, today: date) -> Keeper:
        """With a new site key from today on; those before only open, whatever a clock says."""
        retired = tuple(
            replace(key, valid_to=min(key.valid_to, key.valid_from - _A_DAY))
            for key in self.pack.site_keys
        )
        return self._with_new_key(retired, today)

    def with_recovery(self, public: bytes) -> Keeper:
        """With another recovery key. Follow it by ``retire`` when the one before was seen."""
        return replace(self, pack=replace(self.pack, recovery_public=public))

    def set_pins(self, pins: Iterable[str]) -> Keeper:
        """With these staff PINs instead of the ones before; PinRefused for an impossible one."""
        hashes = tuple(PinHash.of(pin) for pin in pins)
        if len(hashes) > section.MOST_PINS:
            raise SiteRefused(
                N_("A site has at most {most} staff PINs; choose fewer."), most=section.MOST_PINS
            )
        return replace(self, kept=replace(self.kept, pins=hashes))

    def draft(self) -> SitePack:
        """The pack with everything in it sealed anew, to every device that is still believed."""
        pack = self.pack
        desks = [
            entry.keys.seal
            for entry in pack.devices
            if entry.device is Device.DESK and not pack.desk_is_revoked(entry)
        ]
        holders = [*desks, pack.recovery_public]
        return replace(
            pack,
            site_keys=tuple(
                replace(entry, wrapped=sitepack.wrap(key, holders, pack.site_id))
                for entry, key in zip(pack.site_keys, self.site_keys, strict=True)
            ),
            devices=tuple(self._with_section(entry) for entry in pack.devices),
            kept=MappingProxyType(
                {
                    key_id(holder): section.seal_to(self.kept, holder, pack.site_id, sitepack.KEPT)
                    for holder in holders
                }
            ),
        )

    def _with_section(self, entry: DeviceEntry) -> DeviceEntry:
        if self.pack.revoked(entry):
            return replace(entry, sealed_section=b"")
        own = self.kept if entry.device is Device.TABLET else replace(self.kept, pins=())
        purpose = sitepack.section_purpose(entry)
        sealed = section.seal_to(own, entry.keys.seal, self.pack.site_id, purpose)
        return replace(entry, sealed_section=sealed)

    def _with_new_key(self, older: tuple[SiteKeyEntry, ...], today: date) -> Keeper:
        key = SiteKey.make()
        # In front, and never before the one it follows: a clock that was put back changes nothing.
        since = max([today, *(before.valid_from for before in older)])
        pack = replace(self.pack, site_keys=(_entry(key, since), *older))
        return replace(self, pack=pack, site_keys=(key, *self.site_keys))

    def _require_new(self, public: PublicKeys) -> None:
        for entry in self.pack.devices:
            if entry.keys.key_id == public.key_id or entry.keys.seal == public.seal:
                raise SiteRefused(
                    N_(
                        "This device belongs to the site already, under number {number}; "
                        "let it take the site pack, or make new keys on it."
                    ),
                    number=entry.number,
                )

    def _workshop(self, number: int | None) -> int:
        known = [workshop.number for workshop in self.pack.workshops]
        if number is None:
            return known[0]
        if number not in known:
            raise SiteRefused(
                N_("There is no workshop {number} at this site; its workshops are {known}."),
                number=number,
                known=", ".join(str(one) for one in known),
            )
        return number


@dataclass(frozen=True, slots=True)
class Charter:
    """What a site is told to be when it is founded."""

    name: str = ""
    workshops: tuple[Workshop, ...] = (Workshop(1, ""),)
    controller: str = ""
    privacy_notice: str = ""
    practice: bool = True


def found(charter: Charter, root_public: bytes, recovery: bytes, today: date) -> Keeper:
    """A new site without devices and without PINs, as a draft of its first pack."""
    key = SiteKey.make()
    pack = SitePack(
        root_public=root_public,
        version=0,
        issued=today,
        expires=today + A_YEAR,
        site_name=charter.name,
        workshops=charter.workshops,
        controller=charter.controller,
        privacy_notice=charter.privacy_notice,
        practice=charter.practice,
        site_keys=(_entry(key, today),),
        recovery_public=recovery,
        devices=(),
    )
    return Keeper(pack, (key,), section.make())


def next_pack(
    draft: SitePack, root: RootKey, today: date, above: int = 0
) -> tuple[SitePack, bytes]:
    """The draft as the next version, valid for a year from today, and its file.

    ``above``: a version that is known to have been in use, when newer packs were lost.
    """
    pack = replace(
        draft, version=max(draft.version, above) + 1, issued=today, expires=today + A_YEAR
    )
    return pack, sign_pack(pack, root)


def revoke_tablet(pack: SitePack, number: int, after: int, epoch: int | None = None) -> SitePack:
    """A draft in which a tablet is believed up to that sequence (of that store epoch) only.

    It needs nobody who opens the pack: a stolen tablet is revoked with the root key alone.
    """
    gone = device_of(pack, Device.TABLET, number)
    revocation = Revocation(Device.TABLET, gone.keys.key_id, epoch, after)
    if revocation in pack.revocations:
        raise SiteRefused(
            N_("Tablet {number} has been revoked in just this way already."), number=number
        )
    return replace(pack, revocations=(*pack.revocations, revocation))


@dataclass(frozen=True, slots=True)
class Change:
    """What a site is told to be from now on; None and nothing: as before."""

    name: str | None = None
    controller: str | None = None
    privacy_notice: str | None = None
    new_workshops: tuple[str, ...] = ()
    settings: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """By the names of ``settings.Settings``."""


def change(pack: SitePack, wanted: Change) -> SitePack:
    """A draft of the site as it shall be; SiteRefused for a setting that is not possible.

    Workshops are only ever added: their numbers stand in results.
    """
    for name, value in wanted.settings.items():
        low, high = RANGES.get(name, (1, 0))
        if not low <= value <= high:
            raise SiteRefused(
                N_("{name}={value} is no setting of a site; possible are {known}."),
                name=name,
                value=value,
                known=", ".join(
                    f"{known} {low} to {high}" for known, (low, high) in RANGES.items()
                ),
            )
    last = max(workshop.number for workshop in pack.workshops)
    if last + len(wanted.new_workshops) > MOST_WORKSHOPS:
        raise SiteRefused(N_("This site has no number left for another workshop."))
    added = tuple(
        Workshop(number, name) for number, name in enumerate(wanted.new_workshops, last + 1)
    )
    notice = wanted.privacy_notice
    return replace(
        pack,
        site_name=pack.site_name if wanted.name is None else wanted.name,
        controller=pack.controller if wanted.controller is None else wanted.controller,
        privacy_notice=pack.privacy_notice if notice is None else notice,
        workshops=(*pack.workshops, *added),
        settings=MappingProxyType({**pack.settings, **wanted.settings}),
    )


def device_of(pack: SitePack, device: Device, number: int) -> DeviceEntry:
    """The device of that number; SiteRefused when there is none."""
    for entry in pack.devices:
        if (entry.device, entry.number) == (device, number):
            return entry
    raise SiteRefused(
        N_("There is no such device with number {number} at this site; look at its list."),
        number=number,
    )


def _entry(key: SiteKey, since: date) -> SiteKeyEntry:
    return SiteKeyEntry(key.public, since, since + A_YEAR + OVERLAP, {})
