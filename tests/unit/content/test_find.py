from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.content.find import NoSuchTaskError, UnknownServiceError, find_service, find_task
from tests import small

SERVICE = small.service(1, "small")
ALL = small.assessments(SERVICE)


def test_a_service_and_a_task_are_found_by_their_keys() -> None:
    assert find_service(ALL, "small") is SERVICE
    assert find_task(SERVICE, "false").number == 2
    assert find_task(SERVICE, None).key == "plain"


def test_what_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownServiceError, match="did you mean 'small'"):
        find_service(ALL, "smal")
    with pytest.raises(NoSuchTaskError, match="did you mean 'plain'"):
        find_task(SERVICE, "plan")
    with pytest.raises(NoSuchTaskError, match="forms 1 to 2"):
        find_task(SERVICE, None, 3)
    with pytest.raises(NoSuchTaskError, match="has no task"):
        find_task(replace(SERVICE, tasks=()), None)
