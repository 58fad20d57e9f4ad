"""The life of a site, as the holder of its root key leads it: a folder, and what is done with it.

The folder holds the root key and the recovery key, each under its passphrase, and the newest site
pack. What needs the site's private keys is opened by this machine's own desk where it is enrolled,
else by the recovery key, which is then fetched from the safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.desk import packs
from kiosk.desk.site_values import Approved, DeviceState, Secrets
from kiosk.domain.errors import N_
from kiosk.handoff import files, keeping, keyfile, site, trust
from kiosk.handoff.enrolment import Request
from kiosk.handoff.errors import (
    KeysRefused,
    PackMissing,
    SiteRefused,
)
from kiosk.handoff.keeping import Change, Charter, Keeper
from kiosk.handoff.keys import Device, OwnKeys, RootKey, SiteKey
from kiosk.handoff.packfile import LARGEST, open_pack
from kiosk.handoff.sitepack import ScoringVersion, SitePack
from kiosk.handoff.trust import Trust


class Siting:
    """One site in its holder's folder. Each change writes the next pack there.

    ``data`` is this machine's own data folder: its desk may open the site keys, and takes each
    new pack at once. ``scoring`` gives the versions that a new pack names; without it they stay.
    """

    def __init__(
        self,
        folder: Path,
        data: Path,
        today: Callable[[], date],
        scoring: Callable[[], tuple[ScoringVersion, ...]] | None = None,
    ) -> None:
        self.folder = folder
        self._data = data
        self._today = today
        self._scoring = scoring

    @property
    def founded(self) -> bool:
        """Whether there is a site in the folder."""
        return (self.folder / site.ROOT).exists()

    @property
    def needs_recovery(self) -> bool:
        """Whether changes need the recovery key, for there is no desk of this site here."""
        return self._own_desk(self.pack()) is None

    def pack(self) -> SitePack:
        """The newest pack of the folder.

        PackMissing where it was lost; FileRefused when a newer one was seen here.
        """
        return self._read()[0]

    def devices(self) -> tuple[DeviceState, ...]:
        """Every device there ever was, in the order of enrolment."""
        pack = self.pack()
        names = {workshop.number: workshop.name for workshop in pack.workshops}
        return tuple(
            DeviceState(entry, names.get(entry.workshop, ""), pack.revocations_of(entry))
            for entry in pack.devices
        )

    def found(
        self,
        charter: Charter,
        root_passphrase: str,
        recovery_passphrase: str,
        pins: Iterable[str] = (),
        *,
        with_desk: bool = False,
    ) -> SitePack:
        """Make a site: its keys, its first pack; ``with_desk``: this machine's desk is in it.

        SiteRefused where there is one.
        """
        if any((self.folder / name).exists() for name in (site.ROOT, site.RECOVERY, site.PACK)):
            raise SiteRefused(
                N_("There is a site in {folder} already; name another folder."), folder=self.folder
            )
        root, recovery = RootKey.make(), SiteKey.make()
        keeper = keeping.found(charter, root.public, recovery.public, self._today())
        keeper = keeper.set_pins(pins)
        if with_desk:
            desk = _desk_to_enrol(self._data)
            keeper, _ = keeper.enrol(Device.DESK, desk.public)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        keyfile.write_recovery(self.folder / site.RECOVERY, recovery, recovery_passphrase)
        keyfile.write_root(self.folder / site.ROOT, root, root_passphrase)
        return self._issue(keeper.draft(), root)

    def approve(self, request: Request, secrets: Secrets, workshop: int | None = None) -> Approved:
        """Enrol a device, once somebody has compared ``request.digits`` on both screens."""
        root, keeper = self._open(secrets)
        keeper, entry = keeper.enrol(request.device, request.keys, workshop)
        return Approved(entry, self._issue(keeper.draft(), root))

    def rotate(self, secrets: Secrets) -> SitePack:
        """A new site key from today on, as once a year."""
        root, keeper = self._open(secrets)
        return self._issue(keeper.rotate(self._today()).draft(), root)

    def revoke_desk(self, number: int, secrets: Secrets) -> SitePack:
        """A desk that was lost or is given away: it opens nothing new any more."""
        root, keeper = self._open(secrets)
        keeper = keeper.without_desk(number).retire(self._today())
        return self._issue(keeper.draft(), root)

    def revoke_tablet(
        self, number: int, after: int, epoch: int | None, secrets: Secrets
    ) -> SitePack:
        """A tablet that was lost: what it made after that sequence goes to quarantine."""
        draft = keeping.revoke_tablet(self.pack(), number, after, epoch)
        return self._issue(draft, self._root(secrets, draft))

    def set_pins(self, pins: Iterable[str], secrets: Secrets) -> SitePack:
        """These staff PINs on every tablet, instead of the ones before."""
        root, keeper = self._open(secrets)
        return self._issue(keeper.set_pins(pins).draft(), root)

    def change(self, wanted: Change, secrets: Secrets) -> SitePack:
        """Name, controller, privacy notice, settings, more workshops."""
        draft = keeping.change(self.pack(), wanted)
        return self._issue(draft, self._root(secrets, draft))

    def new_recovery(self, secrets: Secrets, passphrase: str) -> SitePack:
        """A recovery key in place of one that was lost or seen; the desk here opens the site.

        Who has the one before, and an older pack, still opens what was sealed until now: so there
        is a new site key too.
        """
        pack = self.pack()
        desk = self._own_desk(pack)
        if desk is None:
            raise KeysRefused(
                N_("A new recovery key is made where a desk of the site is; name it with --data.")
            )
        root, recovery = self._root(secrets, pack), SiteKey.make()
        keeper = Keeper.of(pack, desk).with_recovery(recovery.public).retire(self._today())
        keyfile.write_recovery(self.folder / site.RECOVERY, recovery, passphrase)
        return self._issue(keeper.draft(), root)

    def change_root_passphrase(self, before: str, after: str) -> None:
        """Lock the root key with another passphrase; copies elsewhere keep theirs."""
        path = _there(self.folder / site.ROOT)
        keyfile.write_root(path, keyfile.read_root(path, before), after)

    def change_recovery_passphrase(self, before: str, after: str) -> None:
        """Lock the recovery key with another passphrase; copies elsewhere keep theirs."""
        path = _there(self.folder / site.RECOVERY)
        keyfile.write_recovery(path, keyfile.read_recovery(path, before), after)

    def renew(self, secrets: Secrets, above: int = 0) -> SitePack:
        """The same once more, valid for a year from today; see ``keeping.next_pack`` for above."""
        pack = self.pack()
        return self._issue(pack, self._root(secrets, pack), above)

    def recover(self, request: Request, secrets: Secrets) -> Approved:
        """All desks are lost: enrol a new one, revoke every other, seal to a new site key."""
        if request.device is not Device.DESK:
            raise SiteRefused(N_("A site is recovered with a desk; this is a tablet's request."))
        pack = self.pack()
        root = self._root(secrets, pack)
        keeper = Keeper.of(pack, self._recovery(secrets))
        keeper, entry = keeper.enrol(request.device, request.keys)
        for desk in pack.devices:
            if desk.device is Device.DESK and not pack.desk_is_revoked(desk):
                keeper = keeper.without_desk(desk.number)
        return Approved(entry, self._issue(keeper.retire(self._today()).draft(), root))

    def restore(self, source: Path, secrets: Secrets, above: int = 0) -> SitePack:
        """Bring a lost pack back from a file, stick or data folder: the newest of this site there.

        ``above``: the version of a newer one that was in use and is lost; the pack found is then
        signed anew as the next version.
        """
        root = self._root(secrets)
        pack, packed = packs.newest_in(source, root.public)
        if above:
            return self._issue(pack, root, above)
        open_pack(packed, root.public, self._lowest(pack), site.PACK)
        files.write_safely(self.folder / site.PACK, packed)
        self._let_devices_here_take(pack, packed)
        return pack

    def carry(self, out: Path) -> Path:
        """Write the newest pack for all devices to a stick or folder."""
        pack, packed = self._read()
        return site.carry(out, packed, pack)

    def _open(self, secrets: Secrets) -> tuple[RootKey, Keeper]:
        pack = self.pack()
        root = self._root(secrets, pack)
        desk = self._own_desk(pack)
        return root, Keeper.of(pack, desk if desk is not None else self._recovery(secrets))

    def _root(self, secrets: Secrets, pack: SitePack | None = None) -> RootKey:
        root = keyfile.read_root(_there(self.folder / site.ROOT), secrets.root())
        if pack is not None and root.public != pack.root_public:
            raise KeysRefused(
                N_("The root key in {folder} belongs to another site than the site pack."),
                folder=self.folder,
            )
        return root

    def _recovery(self, secrets: Secrets) -> X25519PrivateKey:
        path = _there(self.folder / site.RECOVERY)
        return keyfile.read_recovery(path, secrets.recovery()).private

    def _issue(self, draft: SitePack, root: RootKey, above: int = 0) -> SitePack:
        if self._scoring is not None:
            draft = replace(draft, scoring=self._scoring())
        pack, packed = keeping.next_pack(draft, root, self._today(), above)
        files.write_safely(self.folder / site.PACK, packed)
        self._let_devices_here_take(pack, packed)
        return pack

    def _let_devices_here_take(self, pack: SitePack, packed: bytes) -> None:
        """Remember the pack here, and in the devices of this machine that are in it."""
        trust.write_trust(self.folder / site.TRUST, Trust.of(pack, packed))
        for device in Device:
            with suppress(KeysRefused):  # the device here may be the one that was just revoked
                site.let_take(self._data, device, pack, packed)

    def _read(self) -> tuple[SitePack, bytes]:
        path = self.folder / site.PACK
        if not path.exists() and not path.is_symlink():
            raise PackMissing(
                N_(
                    "There is no site pack in {folder}; found a site, "
                    "or bring a lost pack back from a stick or a device."
                ),
                folder=self.folder,
            )
        packed = files.read_safely(path, LARGEST)
        seen = trust.read_trust(self.folder / site.TRUST)
        root = packs.root_named_in(packed, path.name) if seen is None else seen.root_public
        pack = open_pack(packed, root, name=path.name)
        return open_pack(packed, root, self._lowest(pack), path.name), packed

    def _lowest(self, pack: SitePack) -> int:
        """The newest version that was seen here: in this folder, or by this machine's desk."""
        seen = (trust.read_trust(self.folder / site.TRUST), self._desk_trust(pack))
        return max((one.version for one in seen if one is not None), default=0)

    def _desk_trust(self, pack: SitePack) -> Trust | None:
        """What this machine's desk believes, if it is a desk of this site."""
        believed = trust.read_trust(self._data / Device.DESK / site.TRUST)
        ours = believed is not None and believed.root_public == pack.root_public
        return believed if ours else None

    def _own_desk(self, pack: SitePack) -> X25519PrivateKey | None:
        if self._desk_trust(pack) is None:
            return None
        own = site.own_keys(self._data, Device.DESK)
        entry = pack.entry_of(own.public)
        return None if entry is None or pack.desk_is_revoked(entry) else own.seal


def _desk_to_enrol(data: Path) -> OwnKeys:
    if trust.read_trust(data / Device.DESK / site.TRUST) is not None:
        raise SiteRefused(
            N_("The desk in {data} belongs to a site already; name another folder with --data."),
            data=data,
        )
    return site.new_keys(data, Device.DESK)


def _there(path: Path) -> Path:
    if not path.exists() and not path.is_symlink():
        raise KeysRefused(
            N_("There is no {name} in {folder}; fetch it from where it is kept."),
            name=path.name,
            folder=path.parent,
        )
    return path
