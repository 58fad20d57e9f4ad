from __future__ import annotations

import pytest

from tests.citizen import Citizen


@pytest.fixture
def citizen() -> Citizen:
    return Citizen()
