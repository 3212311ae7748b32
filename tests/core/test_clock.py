"""The desk's clock is Beijing's, in whatever zone the machine stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from yanbao.core.clock import beijing


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (datetime(2026, 5, 24, 20, 0), datetime(2026, 5, 24, 20, 0)),
        (datetime(2026, 5, 24, 20, 0, tzinfo=UTC), datetime(2026, 5, 25, 4, 0)),
        (datetime(2026, 5, 24, 20, 0, tzinfo=timezone(timedelta(hours=8))), datetime(2026, 5, 24, 20, 0)),
        (datetime(2026, 5, 24, 20, 0, tzinfo=timezone(timedelta(hours=-4))), datetime(2026, 5, 25, 8, 0)),
    ],
)
def test_an_offset_is_converted_and_none_means_beijing(moment: datetime, there: datetime) -> None:
    assert beijing(moment) == there
