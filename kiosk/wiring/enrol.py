"""What `kiosk site` does on a tablet or a desk that is to be enrolled, in words."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.digits import grouped
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff import enrolment, firstpack, qr, site, trust
from kiosk.handoff.keys import Device
from kiosk.handoff.site import new_keys
from kiosk.wiring.places import store_path
from kiosk.wiring.site import Compare, compared, warnings
from kiosk.wiring.told import Told


class NoDevice(KioskError):  # noqa: N818 - named for what happened
    """A data folder in which there is neither a tablet nor a desk."""


class NotSynced(KioskError):  # noqa: N818
    """New keys would strand what a tablet has shared."""


def request(
    data: Path, device: Device, out: Path | None, picture: Path | None, *, anew: bool
) -> Told:
    """Make this machine's keys if it has none, and ask to be enrolled."""
    if anew and device is Device.TABLET:
        _require_synced(data)
    own = new_keys(data, device, anew=anew)
    text = enrolment.request_text(own)
    lines = []
    if out is not None:
        path = enrolment.save_request(out, own)
        lines += [f"The request is in {path}.", "It is safe to remove the stick."]
    if picture is not None:
        qr.picture(qr.fitting(text)).save(picture)
        lines.append(f"The request as a code is in {picture}.")
    if not lines:
        lines += [in_characters(qr.fitting(text)), text]
    lines.append(f"Check digits of this {device}: {grouped(own.public.check_digits)}")
    return Told("\n".join(lines))


def take(data: Path, source: Path, only: Device | None, compare: Compare) -> Told:
    """The site pack out of a file or folder, on every device of this machine."""
    here = [
        device
        for device in ([only] if only else Device)
        if only or (data / device / site.DEVICE_KEYS).exists()
    ]
    if not here:
        raise NoDevice(
            N_(
                "There is no tablet and no desk in {data} yet; begin with "
                "'kiosk site tablet request' or 'kiosk site desk request'."
            ),
            data=data,
        )
    lines = [_taken(data, device, source, compare) for device in here]
    _, pack = site.load_device(data, here[0])
    return Told("\n".join([*lines, *warnings(pack)]))


def _taken(data: Path, device: Device, source: Path, compare: Compare) -> str:
    if trust.read_trust(data / device / site.TRUST) is None:
        first = firstpack.first_pack(data, device, source)
        compared(first.digits, compare)
        firstpack.believe(data, device, first)
    else:
        site.take_pack(data, device, source)
    own, pack = site.load_device(data, device)
    name = f" of {pack.site_name}" if pack.site_name else ""
    return f"This is {device} {own.number}{name}; site pack version {pack.version} is in use."


def _require_synced(data: Path) -> None:
    from kiosk.storage.tablet.sqlite import open_tablet_store

    path = store_path(data, Device.TABLET)
    if not path.exists():
        return
    store = open_tablet_store(path)
    try:
        waiting = len(store.unsynced())
    finally:
        store.close()
    if waiting:
        raise NotSynced(
            N_(
                "{count} results wait on this tablet for a receipt, and go over with its present "
                "keys only; sync it until none waits, then make new keys."
            ),
            count=waiting,
        )


def in_characters(modules: qr.Matrix) -> str:
    """A code for a terminal, light on dark as most are: two modules in a character."""
    side = (False,) * qr.QUIET_ZONE
    edge = [(False,) * (len(modules) + 2 * qr.QUIET_ZONE)] * qr.QUIET_ZONE
    # One row more, for a code has an odd number of them.
    rows = [*edge, *((*side, *row, *side) for row in modules), *edge, edge[0]]
    pairs = zip(rows[0::2], rows[1::2], strict=True)
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return "\n".join(
        "".join(blocks[above, below] for above, below in zip(*pair, strict=True)) for pair in pairs
    )
