"""No promise of gain: nothing in the report promises a return or rules out a loss."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report, plain
from yanbao.report.checks._places import lines, section

RULE = "除声明以外，不得出现承诺收益、保本、必涨之类的说法"
PROMISES = re.compile(
    r"保证(?:收益|盈利|本金|不亏)|承诺(?:收益|保本|盈利)|稳赚|必涨|必赚|包赚|只涨不跌|零风险|无风险套利|稳赚不赔|保本保收益|翻倍牛股|绝无风险|一定(?:会)?(?:上涨|大涨|赚)|必(?:定|然|将)(?:继续|持续)?(?:会)?(?:上涨|大涨|暴涨|翻倍|盈利|获利)|(?:包|保)你?(?:赚|盈利|不亏)|闭眼买|躺赚|稳赢"
)
DENIALS = re.compile(r"(?:不|未|无|非|没有|不得|禁止|任何)[^。；]{0,8}$")


def no_promise_of_gain(report: Report) -> Iterator[Finding]:
    """Words such as 保证收益, 稳赚, 必涨 are refused everywhere but in the legal statement, which denies them."""
    legal = section(report, "statement")
    for line in lines(report):
        if legal is not None and line.place == legal.title:
            continue
        said = plain(line.text)
        for found in PROMISES.finditer(said):
            if not DENIALS.search(said, 0, found.start()):
                message = f"“{found[0]}”构成收益承诺：{said}"
                yield Finding("promise-of-gain", "error", line.place, message, "删去该说法，改写为有依据、有条件的判断")
