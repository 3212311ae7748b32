"""Rumour: hearsay is never stated as fact; a sentence that repeats it says that it is not confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report, plain, texts

RULE = "引用传闻须同时注明未经证实、以公司公告为准等，不得当作事实"
HEARSAY = re.compile(r"传闻|据传|网传|盛传|坊间|小道消息|市场传|有消息称|消息人士|媒体称|知情人士")
CAUTION = re.compile(
    r"未经证实|尚未证实|未获[^。]{0,8}(?:证实|确认)|尚待[^。]{0,4}(?:证实|确认)|未予置评|以公司公告为准|以[^。]{0,6}公告为准|已(?:否认|辟谣)|不实"
)


def rumour(report: Report) -> Iterator[Finding]:
    """Words such as 传闻, 据传, 网传 or 媒体称 need 未经证实 or its like in the same block."""
    for part in report.sections:
        for block in part.blocks if part.key != "statement" else ():
            said = " ".join(plain(text) for text in texts(block))
            found = HEARSAY.search(said)
            if found and not CAUTION.search(said):
                message = f"“{found[0]}”没有注明未经证实：{said}"
                yield Finding("rumour", "warning", part.title, message, "注明“未经证实”或“以公司公告为准”，或删去")
