"""The desk's clock: Beijing time, whatever the machine's own time zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""Mainland China keeps UTC+8 all year and has had no summer time since 1991, so no time-zone table is needed."""


def beijing(moment: datetime) -> datetime:
    """A moment in Beijing time, naive; one without an offset is taken to be Beijing's already."""
    return moment.astimezone(BEIJING).replace(tzinfo=None) if moment.tzinfo else moment


def beijing_now() -> datetime:
    """The present moment in Beijing, to the second, naive like every moment of the warehouse."""
    return beijing(datetime.now(BEIJING)).replace(microsecond=0)
