"""What may be lost on the way, and is not: at a power cut, under receipts that prove nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from kiosk.handoff import receipt
from kiosk.handoff.receipt import Entry, Receipt, Status
from tests.bench.figures import Counts, Figure, Goal
from tests.faults.cuts import Recording
from tests.faults.story import HISTORY, Place, Story, make_story, played
from tests.unit.tablet.test_forged_receipts import Forger
from tests.workshop import Tablet, a_detail, a_result, a_site

NONE = Goal(0, "")
DAYS_SECONDS = 72 * 3600


def power_cuts(counts: Counts, folder: Path) -> list[Figure]:
    """Cut anywhere between *Share* and the purge, then carried on with."""
    (folder / "story").mkdir()
    story = make_story(folder / "story")
    lost = doubled = tried = writes = 0
    for step in range(len(HISTORY)):
        place = story.before(step, folder / f"step{step}")
        recording = played(place, step)
        writes += len(recording.events)
        for found in _after_cuts(recording, story, counts.cuts):
            tried += 1
            lost += len(story.shared - set(found))
            doubled += len(found) - len(set(found))
    words = f"after {tried} cuts in {writes} events of bundle, import, receipt and purge"
    return [
        Figure("cuts lost", f"results lost {words}", NONE, lost, 0, ""),
        Figure("cuts doubled", f"results twice {words}", NONE, doubled, 0, ""),
    ]


def _after_cuts(recording: Recording, story: Story, most: int) -> list[list[bytes]]:
    """What is at the desk, and what else is still on the tablet, once sticks went on."""
    out = []
    for number, cut in enumerate(recording.cuts(quick=most)):
        if number == most:
            break
        place = Place(cut.folder)
        for _ in range(2):
            place.sync()
            place.collect()
        out.append(place.at_the_desk())
    return out


def purges(counts: Counts, folder: Path) -> list[Figure]:
    """A week with sticks full of receipts that are not what they say."""
    site = a_site()
    tablet = Tablet(site)
    for seed in range(3):
        tablet.sharing.share(a_result(seed), a_detail())
    epoch = tablet.store.chain().epoch
    entries = [Entry(1, one, Status.STORED) for one in sorted(tablet.store.known(epoch))]
    good = Receipt(1, epoch, 1, 5, tuple(entries))
    receipt.save(folder, replace(good, entries=()), site.desks[0])
    tablet.syncing.sync(folder)
    forger, draw = Forger(site, tablet, good), random.SystemRandom()
    gone = 0
    tries = max(len(forger.ways), counts.hostile // 10)
    for number in range(tries):
        name, data = forger.ways[number % len(forger.ways)](draw)
        (folder / name).write_bytes(data)
        if number % 50 == 49 or number == tries - 1:
            for _ in range(2):
                done = tablet.syncing.sync(folder)
                gone += done.purged.results + done.purged.details + done.erased
                tablet.store.count_uptime(DAYS_SECONDS)
            for path in folder.glob("*.receipt"):
                path.unlink()
    words = f"under {tries} forged, stale, foreign or wrong-hash receipts"
    return [Figure("purge", f"results purged {words}", NONE, gone, 0, "")]
