"""Scoring versions in a desk that is opened anew, with other content than before."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk import versions
from kiosk.desk.collected import Collected
from kiosk.domain import scoring
from kiosk.domain.task import Assessments
from kiosk.handoff.site import write_site
from kiosk.wiring import carried, program
from kiosk.wiring.desk import open_and_tell, parts
from tests import small
from tests.workshop import Tablet, a_result, a_site


def rated(b: float) -> Assessments:
    """The small service with tasks of that difficulty."""
    tasks = tuple(replace(task, b=b) for task in small.service().tasks)
    content = scoring.canonical(scoring.version_of(1, tasks))
    service = replace(small.service(), tasks=tasks, scoring_digest=scoring.digest(content))
    return small.assessments(service)


BEFORE, NOW = rated(-0.5), rated(1.0)


def test_the_program_s_versions_are_those_of_its_content() -> None:
    assert {(one.service, one.digest) for one in program.versions()} == {
        (service.number, service.scoring_digest) for service in program.content().services
    }


def test_a_desk_keeps_every_scoring_version_it_has_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened once with a content, it reads results under it for good, in words and as JSON."""
    site, data = a_site(1, 1), tmp_path / "data"
    write_site(data, site, "a passphrase")
    digest = BEFORE.services[0].scoring_digest
    text = Tablet(site).sharing.share(a_result(digest=digest)).text
    monkeypatch.setattr(program, "content", lambda: NOW)
    raw = open_and_tell(data, text, as_json_text=False).text
    assert "kept; it can be read when its content arrives" in raw
    monkeypatch.setattr(program, "content", lambda: BEFORE)
    with closing(parts(data).store) as store:
        assert store.scoring(digest) is not None
    told = open_and_tell(data, text, as_json_text=True).text
    monkeypatch.setattr(program, "content", lambda: NOW)
    again = open_and_tell(data, text, as_json_text=True).text
    assert again == told
    (service,) = json.loads(again)["services"]
    assert service["known"] and service["scoring_digest"] == digest.hex()
    assert "kept; it" not in open_and_tell(data, text, as_json_text=False).text


def test_collecting_says_it_in_one_sentence() -> None:
    assert carried.BEHIND in carried.told(Collected(behind=True)).text
    assert carried.BEHIND not in carried.told(Collected()).text
    assert versions.listed(BEFORE) != versions.listed(NOW)
