"""三、本周行情: the sector's moves, rank and excess, all industries ranked, best and worst stocks, sub-sectors and breadth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yanbao.core.figure import Figure, Maybe
from yanbao.core.market import BasketPath, Breadth, Movers, Ranking, Stock
from yanbao.core.sector import Sector
from yanbao.core.sessions import Bases, Week
from yanbao.report.blocks import Block

TITLE = "三、本周行情"
