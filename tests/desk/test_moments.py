"""The moment an issue speaks as of: Beijing's clock on any machine, never the future."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest

from yanbao.cli.main import moment_of
from yanbao.core import clock
from yanbao.core.finding import YanbaoError
from yanbao.desk.run import open_run

FRIDAY = date(2026, 5, 22)
BEIJING = timezone(timedelta(hours=8))


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def it_is(monkeypatch: pytest.MonkeyPatch, instant: datetime) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return instant.astimezone(tz) if tz else instant.astimezone().replace(tzinfo=None)

    monkeypatch.setattr(clock, "datetime", Stopped)


@pytest.mark.usefixtures("machine")
def test_friday_after_the_close_in_beijing_is_not_too_early(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, datetime(2026, 5, 22, 16, tzinfo=BEIJING))
    assert open_run(desk, "telecom", FRIDAY, None).issue.as_of == datetime(2026, 5, 22, 16)


@pytest.mark.usefixtures("machine")
def test_friday_before_the_close_in_beijing_is(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, datetime(2026, 5, 22, 14, tzinfo=BEIJING))
    with pytest.raises(YanbaoError, match="尚未收盘（北京时间现在是 2026-05-22 14:00）"):
        open_run(desk, "telecom", FRIDAY, None)


@pytest.mark.usefixtures("machine")
def test_a_day_that_has_begun_is_asked_as_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, datetime(2026, 5, 24, 0, 30, tzinfo=BEIJING))
    assert moment_of("2026-05-24") == moment_of("now") == datetime(2026, 5, 24, 0, 30)
    assert moment_of("2026-05-23") == datetime(2026, 5, 23, 23, 59, 59)


def test_an_offset_is_turned_into_beijing_time() -> None:
    assert moment_of("2026-05-24T20:00+00:00") == datetime(2026, 5, 25, 4, 0)
    assert moment_of("2026-05-24T20:00") == datetime(2026, 5, 24, 20, 0)


def test_a_moment_to_come_is_refused(desk: Path) -> None:
    with pytest.raises(YanbaoError, match="截止时点 2999-01-01 23:59 还没有到"):
        open_run(desk, "telecom", FRIDAY, moment_of("2999-01-01"))
    with pytest.raises(YanbaoError, match="还没有到"):
        open_run(desk, "telecom", FRIDAY, datetime.now(UTC) + timedelta(hours=1))
