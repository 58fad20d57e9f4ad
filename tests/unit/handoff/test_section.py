"""The sealed section: staff PINs and the progress key, for one device only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.handoff import cbor, seal, section, sitepack, stretch
from kiosk.handoff.errors import Malformed
from kiosk.handoff.section import PRACTICE_PIN, PinHash, PinRefused, Section
from kiosk.handoff.site import make_site
from tests.unit.handoff.samples import TODAY, other_site, site

pytestmark = pytest.mark.usefixtures("quick_stretching")

PURPOSE = b"a purpose"
ID = site().root.site_id


def sealed(content: object) -> bytes:
    return seal.seal(cbor.encode(content), site().desks[0].public.seal, PURPOSE + ID)


def opened(data: bytes) -> Section:
    return section.unseal(data, site().desks[0].seal, ID, PURPOSE)


def test_a_pin_is_known_again_and_no_other_fits() -> None:
    own = section.make(["482913", "7777"])
    assert own.pin_fits("482913")
    assert own.pin_fits("7777")
    for other in ("482914", "48291", "", "77777", "7" * 100, "４８２９", "\ud800"):
        assert not own.pin_fits(other)
    assert not Section().pin_fits("")


def test_pins_are_kept_stretched_each_under_its_own_salt() -> None:
    """Argon2id hashes: a PIN stands nowhere, and two equal ones do not look alike."""
    first, second = section.make(["482913", "482913"]).pins
    assert first.salt != second.salt and first.hash != second.hash
    assert b"482913" not in first.hash
    assert first.hash.hex() not in repr(first)
    assert len(first.hash) == stretch.LENGTH


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", " 1234", "-1234", "１２３４"])
def test_a_pin_is_4_to_12_digits(pin: str) -> None:
    with pytest.raises(PinRefused, match="4 to 12 digits"):
        PinHash.of(pin)


def test_every_site_has_a_progress_key_of_its_own() -> None:
    keys = {section.make().progress_key for _ in range(5)}
    assert len(keys) == 5 and {len(key) for key in keys} == {32}
    assert section.make().progress_key.hex() not in repr(section.make())


def test_what_was_sealed_for_another_site_purpose_or_key_is_malformed() -> None:
    own = section.make(["4829"])
    holder = site().desks[0]
    data = section.seal_to(own, holder.public.seal, ID, PURPOSE)
    assert section.unseal(data, holder.seal, ID, PURPOSE) == own
    for private, site_id, purpose in (
        (site().desks[1].seal, ID, PURPOSE),
        (holder.seal, bytes(16), PURPOSE),
        (holder.seal, ID, b"another"),
    ):
        with pytest.raises(Malformed):
            section.unseal(data, private, site_id, purpose)


@pytest.mark.parametrize(
    "fault",
    [{0: 2}, {1: 5}, {1: [[bytes(16)]]}, {1: [[bytes(15), bytes(32)]]}, {2: bytes(31)}, {3: 0}],
    ids=repr,
)
def test_a_section_out_of_its_form_is_malformed(fault: dict[int, object]) -> None:
    good = {0: 1, 1: [[bytes(16), bytes(32)]], 2: bytes(32)}
    assert opened(sealed(good)).progress_key == bytes(32)
    with pytest.raises(Malformed):
        opened(sealed({**good, **fault}))


def test_a_section_has_at_most_eight_pins() -> None:
    pins = [[bytes(16), bytes(32)]] * 9
    with pytest.raises(Malformed):
        opened(sealed({0: 1, 1: pins, 2: bytes(32)}))
    full = section.seal_to(
        opened(sealed({0: 1, 1: pins[:8], 2: bytes(32)})), site().recovery.public, ID, PURPOSE
    )
    assert len(full) <= section.LARGEST


def test_a_tablet_opens_its_own_section_and_no_other_s() -> None:
    """Staff PINs sealed to the tablets: a stolen stick with the pack tells none of them."""
    first, second = site().tablets
    assert site().pack.section(first) == site().pack.section(second)
    found = site().pack.section(first)
    assert found is not None and len(found.pins) == 1
    swapped = replace(
        site().pack,
        devices=tuple(
            replace(entry, sealed_section=site().pack.devices[1].sealed_section)
            for entry in site().pack.devices
        ),
    )
    assert swapped.section(first) is None
    assert site().pack.section(other_site().tablets[0]) is None
    bare = replace(
        site().pack,
        devices=tuple(replace(entry, sealed_section=b"") for entry in site().pack.devices),
    )
    assert bare.section(first) is None


def test_a_desk_has_the_progress_key_and_no_pin() -> None:
    desk = site().pack.section(site().desks[0])
    tablet = site().pack.section(site().tablets[0])
    assert desk is not None and tablet is not None
    assert desk == Section((), tablet.progress_key)


def test_desks_and_recovery_keep_what_later_tablets_get() -> None:
    tablet = site().pack.section(site().tablets[0])
    for holder in (*(desk.seal for desk in site().desks), site().recovery.private):
        assert site().pack.kept_section(holder) == tablet
    for stranger in (site().tablets[0].seal, other_site().recovery.private):
        assert site().pack.kept_section(stranger) is None
    own = sitepack.KEPT, sitepack.section_purpose(site().pack.devices[0])
    assert own[0] != own[1]


def test_a_practice_site_has_the_pin_that_its_screen_tells() -> None:
    assert PRACTICE_PIN == "2580"
    made = make_site(today=TODAY)
    found = made.pack.section(made.tablets[0])
    assert found is not None and found.pin_fits("2580")
