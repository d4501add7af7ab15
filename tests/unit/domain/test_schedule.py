from __future__ import annotations

import pytest

from mutuel.domain.schedule import feed_may_decide


@pytest.mark.parametrize(("life", "may"), [(24_000, True), (23_999, False), (600, False), (604_800, True)])
def test_feed_may_decide__heartbeat_of_20_minutes__needs_20_of_them(life: int, may: bool) -> None:
    assert feed_may_decide(1_200, life) is may
