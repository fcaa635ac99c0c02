"""What all tests share: property tests draw the same examples on every run, and no line depends on how slow it is."""

import pytest
from hypothesis import settings

from pipeline.verbs import telling

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No work takes so long that the command tells of it."""
    monkeypatch.setattr(telling, "PATIENCE", float("inf"))
