"""Exports of Wind: indicators with their head rows, closes with codes across, and bars, in Excel workbooks or CSV.

Wind's EDB puts 指标名称 (or Wind in the corner), 频率, 单位, 指标ID, 来源, 更新时间 above the dates and 数据来源：Wind below
them; its quotes have codes such as 8841058.WI across, or a code beside each date.

An as-of question sees a bar from its session, and an indicator from so many days after its period as the desk's ``lag`` in
``house/series.toml`` says. An export does not prove the day of each release; without a ``lag`` the rule for its frequency stands
in, or the export's 更新时间 where that is earlier. The layouts are those
that docs/terminals.md names; they were not tried on a licensed terminal.
"""

from __future__ import annotations

from yanbao.sources.reading import Raw, Reading
from yanbao.sources.workbook import exported

NAME = "terminal_wind"
TITLE = "Wind"
PUBLISHER = TITLE
SERIES = exported.SERIES
FOLDERS = ("inbox/terminal_wind",)
PATTERNS = exported.PATTERNS
OWN = False


def read(raw: Raw) -> Reading:
    """Facts of ``indicators``, or of the series that the desk names, and bars under their codes."""
    return exported.exported(raw, TITLE)
