"""An expired site pack warns and refuses nothing."""

from __future__ import annotations

from datetime import timedelta

from kiosk.wiring.expiry import warned
from kiosk.wiring.told import Told
from tests.workshop import a_site


def test_an_expired_pack_is_told_before_what_was_done_and_refuses_nothing() -> None:
    pack = a_site().pack
    done = Told("Nothing waits to be carried over.")
    assert warned(done, pack, pack.expires) is done
    late = warned(done, pack, pack.expires + timedelta(days=1))
    first, last = late.text.splitlines()
    assert f"expired on {pack.expires}" in first and last == done.text
    assert late.good
