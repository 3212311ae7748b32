"""Codes of a sector file on their way into a query: only what is a code gets there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yanbao.core.finding import YanbaoError
from yanbao.core.sector import Sector

CODE = re.compile(r"\d{6}\.(SH|SZ|BJ)")


def listed(codes: Iterable[str], sector: Sector) -> str:
    """``'000063.SZ', '300308.SZ'`` for an SQL list; YanbaoError for a code that is none."""
    chosen = sorted(set(codes))
    for code in chosen:
        if not CODE.fullmatch(code):
            raise YanbaoError(f"成分股代码 {code!r} 写法不对", sector.file, "写成 300308.SZ 这样的代码")
    return ", ".join(f"'{code}'" for code in chosen) or "''"
