"""Days and moments as they are typed."""

from __future__ import annotations

from datetime import date, datetime, time

from yanbao.core.clock import beijing, beijing_now
from yanbao.core.finding import YanbaoError


def day_of(text: str, option: str) -> date:
    """A day as typed behind an option; YanbaoError when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise YanbaoError(f"“{text}”不是日期", option, "写成 2026-05-22 的样子") from None


def moment_of(text: str | None) -> datetime | None:
    """A moment of Beijing's clock as typed: a bare day means its end, or now when it is today; ``now`` means now."""
    if text is None:
        return None
    now = beijing_now()
    if text in ("now", f"{now:%Y-%m-%d}"):
        return now
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59, 59)) if len(text) == 10 else beijing(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise YanbaoError(f"“{text}”不是时点", "--as-of", "写成 2026-05-24、2026-05-24T20:00 或 now") from None
