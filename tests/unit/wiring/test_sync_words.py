"""What `kiosk sync` says about everything that can come of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.domain.errors import KioskError
from kiosk.storage.tablet import Purged
from kiosk.tablet.comparing import Compared
from kiosk.tablet.syncing import Synced
from kiosk.wiring.sync_words import in_words
from tests.workshop import a_site

DONE = Synced(safe=True)
SAME = Compared(1, 5, True, 3, 3, 0, 0, 0, 0, 0)


def test_it_says_safe_only_when_everything_is_on_the_medium() -> None:
    assert (
        in_words(DONE).text == "Nothing waits to be carried over.\nIt is safe to remove the stick."
    )
    assert in_words(DONE).good
    doubtful = in_words(replace(DONE, safe=False))
    assert "safe" not in doubtful.text and "Do not remove the stick yet" in doubtful.text
    assert not doubtful.good


def test_it_says_whether_desk_and_tablet_agree_and_what_differs() -> None:
    said = in_words(replace(DONE, compared=(SAME,))).text
    assert "Desk 1 and this tablet agree: 3 objects." in said
    other = Compared(
        2, 5, False, here=9, there=6, waiting=1, elsewhere=2, unknown=3, erased=4, apart=5
    )
    said = in_words(replace(DONE, compared=(other,))).text
    assert "Desk 2 has 6 objects of this tablet, which knows 9." in said
    for words in (
        "1 are not there yet",
        "2 are at another desk",
        "3 are not known here",
        "4 were erased at another desk",
        "Kept apart at a desk: 5.",
    ):
        assert words in said
    only = replace(other, elsewhere=0, unknown=0, erased=0, apart=0)
    said = in_words(replace(DONE, compared=(only,))).text
    assert "another desk" not in said and "cloned" not in said and "apart" not in said


def test_it_says_what_came_what_went_and_what_was_refused() -> None:
    done = Synced(
        receipts=2,
        received=7,
        again=1,
        erased=3,
        carried=4,
        bundles=(Path("a.bundle"), Path("b.bundle")),
        purged=Purged(5, 6, 1),
        pack=a_site().pack,
        refused=(KioskError("The file x was refused."),),
        cancelled=True,
        safe=True,
    )
    told = in_words(done)
    for words in (
        "A newer site pack was taken: version 1.",
        "Receipts read: 2; results received at a desk: 7.",
        "go over once more: 1.",
        "Erased at a desk, and now here: 3.",
        "Results written to a.bundle, b.bundle: 4.",
        "5 results, 6 details",
        "Damaged on this tablet's disk, so kept: 1.",
        "It was stopped; the next sync goes on from here.",
        "It is safe to remove the stick.",
    ):
        assert words in told.text
    assert [str(error) for error in told.refused] == ["The file x was refused."]
    stopped = in_words(replace(DONE, cancelled=True)).text
    assert "Nothing waits" not in stopped
