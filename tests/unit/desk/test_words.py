"""A result in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk.profile import result_json
from kiosk.desk.words import in_words
from kiosk.i18n import Translator, by_code
from kiosk.storage.desk import PLACE_TAKEN, REVOKED
from tests import desks

T = Translator(by_code("en"), Path("no catalogues: texts are said in their source language"))


def test_bands_stand_in_the_terminal_with_their_certainty() -> None:
    lines = in_words(desks.judged(), T).splitlines()
    assert "Can alone: Digital Post. Talk about Jobnet. Offer help with PDF." in lines
    starts = [line for line in lines if line.startswith(("Digital Post:", "PDF:"))]
    assert starts[0].startswith("Digital Post: Can alone. Very certain: 99%, 11 of 12 tasks")
    assert starts[1].startswith("PDF: Could practise. Very certain: 99%, 0 of 16 tasks alone")
    assert "Safety: 3 of 4 false ones refused, 1 false alarm." in lines
    assert any(line.startswith("All together: ") for line in lines)


def test_one_service_is_not_told_twice() -> None:
    lines = in_words(desks.three(), T).splitlines()
    assert "MitID: Facts only. 2 of 3 tasks alone, 1 could be practised." in lines
    assert not any(line.startswith("All together") for line in lines)


@pytest.mark.parametrize(
    ("reason", "because"),
    [(PLACE_TAKEN, "another result has the same number"), (REVOKED, "its tablet was revoked")],
)
def test_a_result_that_is_kept_apart_says_why(reason: str, because: str) -> None:
    assert because in in_words(desks.three(quarantined=reason), T).splitlines()[0]


def test_bands_stand_in_json_with_their_probability() -> None:
    found = desks.judged()
    told = result_json(found.record, found.services, T.say)
    assert [service["band"] for service in told["services"]] == [
        "can alone",
        "unclear",
        "could practise",
    ]
    assert told["services"][0]["probability"] > 0.95 > 0.05 > told["services"][2]["probability"]
    assert told["whole"]["tasks"] == 40 and told["gate_passed"]
    assert told["safety"]["refused"] == 3 and told["safety"]["band"] == "can alone"
