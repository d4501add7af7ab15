"""What every test may use. Keep this file under 150 lines: fixtures of one area live in its own conftest."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# The gate draws the same examples every time; `deep` is for a person hunting.
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=100, database=None)
settings.register_profile(
    "deep", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


@pytest.hookimpl(wrapper=True)
def pytest_exception_interact(
    report: pytest.CollectReport | pytest.TestReport,
) -> Generator[None, object, object]:
    """Keeps pytest's account of a failure: Ape's plugin puts every frame of every library with its locals instead."""
    told = report.longrepr
    answer = yield
    report.longrepr = told
    return answer
