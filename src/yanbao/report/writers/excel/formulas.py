"""Formulas: what each kind of lineage is as a formula of Excel, over the cells in which its parts or its rows stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from yanbao.core.figure import Computed, Figure, Queried
from yanbao.report.writers.excel.names import quoted

REMARK = "；"
"""What follows it in a formula explains and does not calculate."""
ARITHMETIC = re.compile(r"[0-9.%+\-−×÷*/()（） ]*")
OPERATORS = str.maketrans({"÷": "/", "×": "*", "−": "-", "（": "(", "）": ")", "%": None, " ": None})
"""A formula's 100% is the number 100 of a figure in percent, so the sign itself goes."""


class Cells:
    """The cells of one column in which parts stand, by their rows from 1; ``sheet`` is empty on their own sheet."""

    def __init__(self, column: str, rows: Sequence[int], sheet: str = "") -> None:
        """Parts may stand anywhere in the column, a part more than once."""
        self.column, self.rows, self.sheet = column, tuple(rows), f"{quoted(sheet)}!" if sheet else ""

    def __getitem__(self, place: int) -> str:
        """The reference of one part."""
        return f"{self.sheet}{self.column}{self.rows[place]}"

    def runs(self) -> list[str]:
        """References that cover all parts, those in rows that follow each other as one range."""
        found: list[list[int]] = []
        for row in self.rows:
            if found and row == found[-1][-1] + 1:
                found[-1].append(row)
            else:
                found.append([row])
        return [f"{self.sheet}{self.column}{run[0]}" + (f":{self.column}{run[-1]}" if len(run) > 1 else "") for run in found]

    def all(self) -> str:
        """All of them as the arguments of a function."""
        return ",".join(self.runs())


def of_parts(figure: Figure, cells: Cells) -> str:
    """The formula of a computed figure over the cells of its parts in their order; empty when its kind has none here."""
    lineage = figure.lineage
    if not isinstance(lineage, Computed) or not lineage.parts:
        return ""
    formula = lineage.formula.partition(REMARK)[0]
    roles = {role: cells[place] for place, (role, _) in enumerate(lineage.parts)}
    found = arithmetic(formula, roles)
    if not found:
        found = next((kind(figure, lineage, cells) for words, kind in OF_PARTS if words.fullmatch(formula)), "")
    return f"={found}" if found else ""


def of_rows(figure: Figure, columns: Mapping[str, str]) -> str:
    """The formula of a queried figure over the cells of its rows, by the names of their columns; empty when there is none."""
    lineage = figure.lineage
    if not isinstance(lineage, Queried):
        return ""
    formula = lineage.formula.partition(REMARK)[0]
    found = arithmetic(formula, {name: cells for name, cells in columns.items() if name in formula}) if len(lineage.rows) == 1 else ""
    if not found:
        found = next((kind(match, columns) for words, kind in OF_ROWS if (match := words.fullmatch(formula))), "")
    return f"={found}" if found else ""


def arithmetic(formula: str, roles: Mapping[str, str]) -> str:
    """A formula in the four operations with cells for its roles; empty when a word is left, or a role does not occur."""
    names = re.compile("|".join(re.escape(role) for role in sorted(roles, key=len, reverse=True)) or "(?!)")
    if not all(map(ARITHMETIC.fullmatch, names.split(formula))) or set(names.findall(formula)) != set(roles):
        return ""
    made, end = "", 0
    for match in names.finditer(formula):
        made += formula[end : match.start()].translate(OPERATORS) + roles[match[0]]
        end = match.end()
    return made + formula[end:].translate(OPERATORS) if roles else ""


# --- formulas in words, over parts -----------------------------------------------------------------------------------


def _sum(figure: Figure, lineage: Computed, cells: Cells) -> str:
    return f"SUM({cells.all()})"


def _median(figure: Figure, lineage: Computed, cells: Cells) -> str:
    return f"MEDIAN({cells.all()})"


def _count(figure: Figure, lineage: Computed, cells: Cells) -> str:
    return f"COUNT({cells.all()})"


def _converted(figure: Figure, lineage: Computed, cells: Cells) -> str:
    """One magnitude in another: 万 in 亿 is × 10000 ÷ 100000000."""
    before, after = lineage.parts[0][1].unit.scale, figure.unit.scale
    return cells[0] + (f"*{before:.0f}" if before != 1 else "") + (f"/{after:.0f}" if after != 1 else "")


def _standardised(figure: Figure, lineage: Computed, cells: Cells) -> str:
    """The first of a window in deviations of the whole population; the sign is turned when less is better."""
    score = f"({cells[0]}-AVERAGE({cells.all()}))/STDEVP({cells.all()})"
    return f"-{score}" if lineage.formula.endswith("，取反") else score


def _weighted(figure: Figure, lineage: Computed, cells: Cells) -> str:
    """A weighted mean; parts are weight and value in turn."""
    pairs = range(0, len(lineage.parts), 2)
    return f"({'+'.join(f'{cells[place]}*{cells[place + 1]}' for place in pairs)})/({'+'.join(cells[place] for place in pairs)})"


def _rank(figure: Figure, lineage: Computed, cells: Cells) -> str:
    """One more than the number of better moves; COUNTIF would compare fifteen digits only."""
    own = next((cells[place] for place, (_, part) in enumerate(lineage.parts) if part.subject == figure.subject), "")
    return "+".join(["1", *(f"SUMPRODUCT(--({run}>{own}))" for run in cells.runs())]) if own else ""


OfParts = Callable[[Figure, Computed, Cells], str]
OF_PARTS: tuple[tuple[re.Pattern[str], OfParts], ...] = (
    (re.compile(r".*之和"), _sum),
    (re.compile(r".*中位数"), _median),
    (re.compile(r"参与排名的.*个数"), _count),
    (re.compile(r".* 换算为 .*"), _converted),
    (re.compile(r"（本期 − 各期均值）÷ 各期总体标准差(?:，取反)?"), _standardised),
    (re.compile(r"Σ 权重 × ?(?:标准分|（现标准分 − 前标准分）) ?÷ Σ 权重"), _weighted),
    (re.compile(r"按.*由高到低排名"), _rank),
)
"""Formulas in words by their wording, the first that fits."""


# --- formulas in words, over the rows of a query ---------------------------------------------------------------------


def _growth(match: re.Match[str], columns: Mapping[str, str]) -> str:
    """The weighted growth of an index's members since its last rebalance; weights are in percent."""
    return f"SUMPRODUCT({columns['权重%']},{columns['收盘']}/{columns['调样日收盘']})/100"


def _mean(match: re.Match[str], columns: Mapping[str, str]) -> str:
    return f"AVERAGE({columns['动量%']})"


def _deviation(match: re.Match[str], columns: Mapping[str, str]) -> str:
    return f"STDEVP({columns['动量%']})"


def _aggregate(match: re.Match[str], columns: Mapping[str, str]) -> str:
    """A group's multiple: what all are worth by what all earn (or own)."""
    worth = columns["总市值（万元）"]
    return f"SUM({worth})/SUMPRODUCT({worth}/{columns[match[1]]})"


def _middle(match: re.Match[str], columns: Mapping[str, str]) -> str:
    return f"MEDIAN({columns[match[1]]})"


def _percentile(match: re.Match[str], columns: Mapping[str, str]) -> str:
    """The share of the other snapshots that are lower than the latest, which is the last row."""
    held = columns[match[1]]
    return f"SUMPRODUCT(--({held}<INDEX({held},ROWS({held}))))/(COUNT({held})-1)*100"


def _counted(match: re.Match[str], columns: Mapping[str, str]) -> str:
    return f"COUNTA({next(iter(columns.values()))})"


OfRows = Callable[[re.Match[str], Mapping[str, str]], str]
OF_ROWS: tuple[tuple[re.Pattern[str], OfRows], ...] = (
    (re.compile(r"Σ 权重 × 收盘 ÷ 调样日收盘"), _growth),
    (re.compile(r"窗口内各期动量的均值"), _mean),
    (re.compile(r"窗口内各期动量的总体标准差"), _deviation),
    (re.compile(r"Σ总市值 ÷ Σ（总市值 ÷ (市盈率|市净率)），.*"), _aggregate),
    (re.compile(r"(市盈率|市净率)为正的成分股的中位数"), _middle),
    (re.compile(r"(市盈率|市净率)低于最近一期的期数 ÷ 其余期数 × 100%"), _percentile),
    (re.compile(r".*只数|.*的天数|.*快照期数"), _counted),
)
"""Formulas of queries by their wording, the first that fits."""
