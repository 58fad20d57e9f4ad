"""Collecting by command, once and all the time."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kiosk.desk.collected import Collected
from kiosk.desk.collecting import Collecting
from kiosk.devices.clock import FakeClock
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event
from kiosk.handoff import keeping, receipt, site
from kiosk.handoff.keys import Device
from kiosk.handoff.receipt import Why
from kiosk.handoff.site import write_site
from kiosk.storage.desk import Counts
from kiosk.wiring import carried
from kiosk.wiring.desk import parts
from kiosk.wiring.told import Told
from tests.workshop import DAY, Desk, Tablet, a_result, a_site


class Story:
    """What happens to a watched folder between the looks; the watch ends with the story."""

    def __init__(self, *steps: object) -> None:
        self._steps = list(steps)
        self.waited: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        if not self._steps:
            return True
        step = self._steps.pop(0)
        if callable(step):
            step()
        return False


def test_a_watched_share_is_imported_as_it_comes_and_said_once(tmp_path: Path) -> None:
    site, data, share = a_site(1, 1), tmp_path / "data", tmp_path / "share"
    write_site(data, site, "a passphrase")
    tablet, away, said = Tablet(site), tmp_path / "away", list[Told]()

    def comes() -> None:
        tablet.sharing.share(a_result())
        tablet.syncing.sync(share)

    story = Story(
        *(None, share.mkdir, None, comes, None, None, None),
        *(lambda: share.rename(away), None, lambda: away.rename(share), None, None),
    )
    carried.watch(data, share, said.append, 5, story.wait, clock=FakeClock())
    words = [told.text.splitlines()[0] for told in said]
    assert words == [
        f"Waiting for the folder {share}.",
        f"Watching {share}; Ctrl-C ends it.",
        "Bundles read: 1. Results: 1 new, 0 received before, 0 kept apart.",
        f"Watching {share}; Ctrl-C ends it.",
        f"Waiting for the folder {share}.",
        f"Watching {share}; Ctrl-C ends it.",
    ]
    assert set(story.waited) == {5}
    assert len(list(share.glob("*.receipt"))) == 1
    with closing(parts(data).store) as store:
        assert store.counts().results == 1


def test_a_share_that_cannot_be_read_is_told_and_tried_again(tmp_path: Path) -> None:
    site, data, share = a_site(1, 1), tmp_path / "data", tmp_path / "share"
    write_site(data, site, "a passphrase")
    share.mkdir()
    tablet, said = Tablet(site), list[Told]()
    tablet.sharing.share(a_result())
    tablet.syncing.sync(share)
    (bundle,) = share.glob("*.bundle")
    good = bundle.read_bytes()
    bundle.write_bytes(good[:-1])
    story = Story(None, None, lambda: bundle.write_bytes(good), None, None)
    carried.watch(data, share, said.append, 1, story.wait, clock=FakeClock())
    refused = [str(error) for told in said for error in told.refused]
    assert len(refused) == 1 and bundle.name in refused[0]
    assert "1 new" in said[-2].text
    shutil.rmtree(share)


def test_everything_that_happened_is_told() -> None:
    done = Collected(
        bundles=1, erased=2, gone=3, pack=7, cancelled=True, safe=False, set_apart=4,
        refused=[KioskError("a")], differences=[KioskError("b")],
    )  # fmt: skip
    told = carried.told(done)
    for words in (
        "revoked before: 4",
        "had erased them: 2",
        "not taken again: 3",
        "version 7",
        "Stopped",
        "Not every",
    ):
        assert words in told.text
    assert "It is safe" not in told.text and [str(one) for one in told.refused] == ["a", "b"]
    assert "no bundle of this site" in carried.told(Collected()).text


def test_an_expired_site_pack_is_told_and_refuses_nothing(tmp_path: Path) -> None:
    """Expiry warns, on arrival and later: whenever a folder is collected."""
    site, share = a_site(1, 1), tmp_path / "share"
    share.mkdir()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(share)
    desk.collecting.collect(share)
    assert desk.collecting.collect(share).expired is None
    late = FakeClock(datetime(2030, 1, 1, tzinfo=UTC))
    done = Collecting(desk.own, site.pack, desk.opener, desk.reception, desk.store, late).collect(
        share
    )
    assert done.expired == site.pack.expires and (done.known, done.refused) == (1, [])
    assert f"expired on {site.pack.expires}" in carried.told(done).text and carried.told(done).good


def test_a_desk_that_learns_late_of_a_revocation_sets_apart_what_it_has(tmp_path: Path) -> None:
    """What came before stays valid, what comes after goes to quarantine: at the next start, too."""
    made, data, stick = a_site(1, 1), tmp_path / "data", tmp_path / "stick"
    write_site(data, made, "a passphrase")
    stick.mkdir()
    tablet = Tablet(made)
    for seed in (1, 2, 3):
        tablet.sharing.share(a_result(seed))
    tablet.syncing.sync(stick)
    assert "3 new" in carried.collect(data, stick).text
    draft = keeping.revoke_tablet(made.pack, 1, 1, None)
    pack, packed = keeping.next_pack(draft, made.root, DAY)
    site.carry(stick, packed, pack)
    told = carried.collect(data, stick).text
    assert "their tablet was revoked before: 2" in told
    assert "their tablet was revoked" not in carried.collect(data, stick).text
    newest = max(stick.glob("*.receipt"))
    why = [one.why for one in receipt.load(newest, pack).entries]
    assert why == [Why.NONE, Why.REVOKED, Why.REVOKED]
    after = keeping.next_pack(keeping.revoke_tablet(pack, 1, 0, None), made.root, DAY)
    site.carry(stick, after[1], after[0])
    site.take_newer(data, Device.DESK, stick)
    with closing(parts(data).store) as store:
        assert store.counts() == Counts(0, 3, 1)
        apart = [one.fields["results"] for one in store.logged() if one.event is Event.SET_APART]
    assert apart == [1, 2]
    tablet.with_pack(pack).sync(stick)
    tablet.store.count_uptime(100 * 3600)
    again = tablet.with_pack(pack).sync(stick)
    assert (again.purged.results, again.carried) == (1, 2), "what is quarantined is never purged"
