"""Conformance with the Chinese specifications of Recognizers-Text: cases that apply, agreed, and every disagreement with its reason."""

from __future__ import annotations

import argparse
import json
import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bench.recognizers_figures as figures
from bench.recognizers_dates import days, financial, periods
from bench.recognizers_reasons import CONVENTIONS, DIMENSIONS, reason_of
from bench.table import Row, share, unmeasured
from yanbao.reader.quantities import amounts, numbers, percents
from yanbao.reader.ranges import Range, ranges

FOLDER = "YANBAO_RECOGNIZERS"
"""The environment variable that names the folder Specs of Recognizers-Text; its cases are measured against, and never kept here."""

Answer = tuple[int, int, Any]
Case = dict[str, Any]


@dataclass(frozen=True)
class Model:
    """One specification: its file, what we answer, what it expects, the bound, and which of its cases are about finance."""

    file: str
    answers: Callable[[Case], list[Answer]]
    expected: Callable[[Case], Any]
    bound: float
    applies: Callable[[Case], bool] = bool
    ends: bool = True
    """Whether the ends of the places are compared, and not their starts only."""


@dataclass(frozen=True)
class Result:
    """What came of one specification; ``beyond`` counts the cases that its own reference leaves out and we answer."""

    name: str
    bound: float
    applied: int
    agreed: int
    beyond: tuple[int, int]
    disagreements: tuple[tuple[str, str, str, str], ...]

    @property
    def share(self) -> float:
        """Agreed of those that apply, in percent."""
        return 100 * self.agreed / self.applied


def value(result: Case) -> float | None:
    """The number a specification expects."""
    printed = result["Resolution"]["value"]
    return None if printed is None else float(printed.removesuffix("%"))


def money(result: Case) -> tuple[float | None, str]:
    """Value and currency; a bare dollar sign is the United States dollar in Chinese financial text."""
    resolution = result["Resolution"]
    return value(result), resolution.get("isoCurrency") or {"Dollar": "USD", "Bitcoin": "BTC"}.get(resolution["unit"], resolution["unit"])


def dimension(result: Case) -> tuple[float | None, str]:
    """The quantity in the base unit of its kind: three kilobits are three thousand bits."""
    kind, factor = DIMENSIONS.get(result["Resolution"]["unit"], (result["Resolution"]["unit"], 1.0))
    number = value(result)
    return None if number is None else number * factor, kind


def bracketed(found: Range, ends_in: bool) -> str:
    """The range as the specification prints it, which counts 以上 and 以下 without the number, and A到B without B."""
    low = "" if math.isinf(found.low) else f"{found.low:g}"
    high = "" if math.isinf(found.high) else f"{found.high:g}"
    outside = found.word in ("以上", "之上", "以下", "之下")
    opening = "[" if found.low_in and low and not outside else "("
    closing = "]" if found.high_in and high and not outside and (ends_in or not found.joined) else ")"
    return f"{opening}{low},{high}{closing}"


def spelled(result: Case) -> str:
    """A range as we spell its ends."""
    printed = result["Resolution"]["value"]
    ends = [f"{float(end):g}" if end else "" for end in printed[1:-1].split(",")]
    return f"{printed[0]}{','.join(ends)}{printed[-1]}"


MODELS = {
    "Number": Model("Number/Chinese/NumberModel.json", lambda case: [(n.start, n.end, n.value) for n in numbers(case["Input"])], value, 97),
    "Percent": Model(
        "Number/Chinese/PercentModel.json", lambda case: [(p.start, p.end, p.value) for p in percents(case["Input"])], value, 97
    ),
    "NumberRange": Model(
        "Number/Chinese/NumberRangeModel.json",
        lambda case: [(r.start, r.end, bracketed(r, False)) for r in ranges(case["Input"])],
        spelled,
        90,
    ),
    "NumberRange (experimental)": Model(
        "Number/Chinese/NumberRangeModelExperimentalMode.json",
        lambda case: [(r.start, r.end, bracketed(r, True)) for r in ranges(case["Input"])],
        spelled,
        90,
    ),
    "Currency": Model(
        "NumberWithUnit/Chinese/CurrencyModel.json",
        lambda case: [(a.start, a.end, (a.value, a.unit)) for a in amounts(case["Input"]) if a.kind == "money"],
        money,
        90,
    ),
    "Dimension": Model(
        "NumberWithUnit/Chinese/DimensionModel.json",
        lambda case: [(a.start, a.end, (a.value * a.factor, a.kind)) for a in amounts(case["Input"]) if a.kind != "money"],
        dimension,
        90,
    ),
    "DateTime": Model("DateTime/Chinese/DateTimeModel.json", periods, days, 90, financial),
}


FIGURES = {
    "Number": (figures.numbers, value),
    "Percent": (figures.percents, value),
    "Currency": (figures.amounts(money=True), money),
    "Dimension": (figures.amounts(money=False), dimension),
}
"""The same specifications answered by ``scan``, without a bound: it leaves out by intent what is no figure of a report."""


def same(mine: Any, theirs: Any) -> bool:
    """Equal, numbers to the twelve digits that the specifications print."""
    if isinstance(mine, tuple):
        return len(mine) == len(theirs) and all(same(one, other) for one, other in zip(mine, theirs, strict=True))
    if isinstance(mine, float) and isinstance(theirs, float):
        return math.isclose(mine, theirs, rel_tol=1e-12, abs_tol=1e-15)
    return bool(mine == theirs)


def expectation(case: Case, model: Model) -> list[Answer]:
    """What a case expects, with offsets; a result without them is looked for in the text."""
    made = []
    for result in case["Results"]:
        start = result["Start"] if "Start" in result else case["Input"].find(result["Text"])
        end = result["End"] + 1 if "End" in result else start + len(result["Text"])
        made.append((start, end, model.expected(result)))
    return made


def agrees(case: Case, model: Model) -> tuple[bool, str, str]:
    """Whether we answer a case as it expects; and both answers in words."""
    text = case["Input"]
    mine, theirs = model.answers(case), expectation(case, model)
    wanted = [answer[:2] for answer in theirs] if case.get("IgnoreResolution") else theirs
    given = [answer[:2] for answer in mine] if case.get("IgnoreResolution") else mine
    if not model.ends:
        wanted, given = [answer[::2] for answer in theirs], [answer[::2] for answer in mine]
    agreed = len(given) == len(wanted) and all(same(one, other) for one, other in zip(given, wanted, strict=True))
    return agreed, shown(text, mine), shown(text, theirs)


def shown(text: str, answers: Iterable[Answer]) -> str:
    """Answers in one line."""
    return "; ".join(f"{text[start:end]} = {answer}" for start, end, answer in answers) or "nothing"


def left_out(case: Case) -> bool:
    """Whether the .NET reference of the specifications does not answer this case either."""
    return "dotnet" in f"{case.get('NotSupported', '')} {case.get('NotSupportedByDesign', '')}".lower()


def measured(name: str, model: Model, folder: Path, reason: Callable[[str, str, str], str] = reason_of) -> Result:
    """One specification against our answers; what its .NET reference leaves out is counted apart."""
    cases = [case for case in json.loads((folder / model.file).read_text(encoding="utf-8-sig")) if model.applies(case)]
    applied = [case for case in cases if not left_out(case)]
    beyond = [case for case in cases if left_out(case)]
    disagreements = []
    for case in applied:
        agreed, mine, theirs = agrees(case, model)
        if not agreed:
            disagreements.append((case["Input"], theirs, mine, reason(name, case["Input"], theirs)))
    reached = sum(agrees(case, model)[0] for case in beyond)
    return Result(name, model.bound, len(applied), len(applied) - len(disagreements), (reached, len(beyond)), tuple(disagreements))


def conformance(folder: Path) -> list[Result]:
    """Every specification of the folder that we have an answer for."""
    return [measured(name, model, folder) for name, model in MODELS.items() if (folder / model.file).exists()]


def by_figures(folder: Path) -> list[Result]:
    """What ``scan``, which reads a report's figures only, makes of the specifications of numbers."""
    made = []
    for name, (answers, expected) in FIGURES.items():
        model = Model(MODELS[name].file, answers, expected, 0, ends=name != "Number")
        if (folder / model.file).exists():
            made.append(measured(name, model, folder, lambda name, text, _: figures.reason(name, text)))
    return made


def where(given: str | None = None) -> Path | None:
    """The folder of the specifications, by argument or by environment; None when there is none."""
    named = given or os.environ.get(FOLDER, "")
    return Path(named) if named and Path(named).is_dir() else None


def table(results: list[Result]) -> str:
    """One row a specification, and under them how the two are compared."""
    lines = ["| 规格 | 适用 | 一致 | 比例 | 目标 | | 参考实现未支持、我们读对的 |", "|---|---|---|---|---|---|---|"]
    for one in results:
        verdict = "达到" if one.share >= one.bound else "未达到"
        beyond = f"{one.beyond[0]} / {one.beyond[1]}" if one.beyond[1] else "—"
        lines.append(f"| {one.name} | {one.applied} | {one.agreed} | {one.share:.1f}% | ≥ {one.bound:g}% | {verdict} | {beyond} |")
    return "\n".join([*lines, "", *(f"- {line}" for line in CONVENTIONS)])


def reasons(results: list[Result]) -> str:
    """How many disagreements each reason explains."""
    counted = Counter((one.name, why) for one in results for *_, why in one.disagreements)
    return "\n".join(f"- {name}，{count} 处：{why}" for (name, why), count in counted.items())


def rows(results: list[Result]) -> list[Row]:
    """The rows of the bench table, also when the specifications are not there."""
    if not results:
        why = f"用 --recognizers 或环境变量 {FOLDER} 指明规格目录"
        return [unmeasured(f"Recognizers-Text 一致性：{name}", f"≥ {model.bound:g}%", why) for name, model in MODELS.items()]
    return [share(f"Recognizers-Text 一致性：{one.name}", one.agreed, one.applied, one.bound / 100) for one in results]


def found(given: str | None = None) -> list[Result]:
    """What came of the specifications that an argument or the environment names; empty when there are none."""
    folder = where(given)
    return conformance(folder) if folder else []


def scanned(given: str | None = None) -> list[Result]:
    """What ``scan`` makes of the same specifications; empty when there are none."""
    folder = where(given)
    return by_figures(folder) if folder else []


def page(results: list[Result], of_scan: list[Result]) -> str:
    """The tables and the reasons as a page, without the cases, which are not ours to keep."""
    head = "# 与 Recognizers-Text 中文规格的一致性\n\n`make bench` 测得；规格文件由环境变量 " + FOLDER + " 指明，不随本库分发。"
    first = f"{head}\n\n{table(results)}\n\n不一致的原因：\n\n{reasons(results)}"
    return f"{first}\n\n{SCANNED}\n\n{plain(of_scan)}\n\n不一致的原因：\n\n{reasons(of_scan)}\n"


SCANNED = """## 研报的数字（scan）在同一批用例上

上表是“文中所有的数”：`reader.quantities` 与 `reader.ranges`，即研报所用的同一套数词、单位与区间规则，只是不略去日期、编号与没有单位的数。
读研报时（`reader.scan`）只取数字，下表是它在同一批用例上的结果；不一致的多是有意不读，没有目标。
Number 只比起点与数值（数字连同单位算一处）。"""


def plain(results: list[Result]) -> str:
    """One row a specification, without a bound."""
    lines = ["| 规格 | 适用 | 一致 | 比例 |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {one.name} | {one.applied} | {one.agreed} | {one.share:.1f}% |" for one in results)])


def told_apart(results: list[Result]) -> Iterator[str]:
    """Every disagreement in a line, under its specification."""
    for one in results:
        if one.disagreements:
            yield f"# {one.name}：{len(one.disagreements)} 处不一致"
        yield from (f"- {text!r}：规格 {theirs}；我们 {mine}。{why}" for text, theirs, mine, why in one.disagreements)


def told(given: str | None = None, keep: Path | None = None) -> str:
    """The table and every disagreement as text; one line that says how to get them when the specifications are not there.

    ``keep`` is a file for the table and the reasons.
    """
    results, of_scan = found(given), scanned(given)
    if not results:
        return f"Recognizers-Text 一致性：未找到规格文件，略过；把环境变量 {FOLDER} 设为其 Specs 目录即可。"
    if keep:
        keep.write_text(page(results, of_scan), encoding="utf-8")
    return "\n".join([table(results), "", *told_apart(results), "", plain(of_scan), "", *told_apart(of_scan)])


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", help=f"the folder Specs; else ${FOLDER}")
    print(told(options.parse_args().folder))
