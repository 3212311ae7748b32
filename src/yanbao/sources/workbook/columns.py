"""Strips to facts: the unit and the period each stands in, its numbers one by one, and a hint where the desk has not named it yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yanbao.core.fact import Draft
from yanbao.core.unit import PERCENT, POINTS, Unit
from yanbao.sources.cells import Number, shown
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import RowError
from yanbao.sources.workbook.blocks import CODE, Strip
from yanbao.sources.workbook.entries import Kind, Stamp, number, period, published
from yanbao.sources.workbook.entries import spelled as spelled_time
from yanbao.sources.workbook.rules import INDICATORS, KINDS, Rule, spelled, unit_of
from yanbao.sources.workbook.sheet import Place, letters

MAP = "house/series.toml"
LONGEST_KEY = 120
"""Characters of a key that a remedy spells out; one longer is a cell filled by mistake."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a strip: its time, its place, and whether the cell shows it as percent."""

    stamp: Stamp
    place: Place
    number: Number
    share: bool


def title(strip: Strip) -> str:
    """What a strip is called: its name, with the item behind it where a security has one."""
    name, item = strip.head.get("name", ""), strip.head.get("item", "")
    return f"{name}{item}" if name and item and item not in name else name or item or strip.head.get("id", "")


def called(strip: Strip) -> str:
    """What findings call a strip: a name that fills a page is cut, and its cell is told beside it."""
    return shown(title(strip))


def keys(strip: Strip) -> Sequence[str]:
    """The names under which an entry of the desk may stand, the most particular first."""
    code, item = strip.head.get("id", ""), strip.head.get("item", "")
    return [
        f"{code}:{item}" if code and item else "",
        "" if item and CODE.fullmatch(code) else code,
        title(strip),
        strip.head.get("name", ""),
    ]


def subject(strip: Strip) -> str:
    """What an unmapped strip is filed under: the terminal's code, with the item of a security; else its name."""
    code, item = strip.head.get("id", ""), strip.head.get("item", "")
    return (f"{code}:{item}" if item else code) if code else title(strip)


def where(strip: Strip, raw: Raw) -> str:
    """The head of the strip, as a finding names it."""
    return f"{raw.name} {strip.sheet.locator(*strip.where)}"


def entries(strip: Strip, raw: Raw, reading: Reading) -> list[Entry]:
    """The numbers of a strip; each cell that holds none though it should is told, and costs itself only."""
    found = []
    for when, place in strip.cells:
        try:
            told, share = number(strip.sheet, *place)
        except RowError as error:
            reading.find(error.code, "error", f"{raw.name} {strip.sheet.locator(*place)}", f"{called(strip)}：{error}", error.remedy)
            continue
        if told:
            found.append(Entry(when, place, told, share))
    return found


@dataclass(frozen=True)
class Filing:
    """How the facts of one strip are filed: what is the same for all of them, worked out once."""

    rule: Rule
    subject: str
    name: str
    unit: Unit
    kind: Kind
    updated: date | None
    note: str


def facts(strip: Strip, rule: Rule | None, raw: Raw, reading: Reading) -> Iterator[Draft]:
    """The facts of one strip; none, with a finding, when its unit or its frequency cannot be known."""
    held = entries(strip, raw, reading)
    measured, kind = unit_in(strip, rule, held, (raw, reading)), kind_in(strip, rule, held, (raw, reading))
    if not held or measured is None or kind is None:
        return
    said = rule or Rule()
    updated = spelled_day(strip.head.get("updated", ""))
    filing = Filing(said, said.subject or subject(strip), said.name or title(strip), measured, kind, updated, note(strip))
    told = 0
    for entry in held:
        if (draft := fact(strip, filing, entry, raw, reading)) is not None:
            told += 1
            yield draft
    tell_order(strip, held, raw, reading)
    if rule is None:
        hint(strip, measured, told, raw, reading)


def fact(strip: Strip, filing: Filing, entry: Entry, raw: Raw, reading: Reading) -> Draft | None:
    """One fact; None, with a finding, when the cell is in another unit or its date does not fit the frequency."""
    place = strip.sheet.locator(*entry.place)
    described = period(entry.stamp, filing.kind)
    if entry.share and filing.unit not in (PERCENT, POINTS):
        message = f"{called(strip)}：单元格是百分数，这一列的单位却是{filing.unit}；该格未采用。"
        reading.find("mixed-units", "error", f"{raw.name} {place}", message, "把该格改成与表头单位一致的数，或改正表头单位后重新导入。")
        return None
    if described is None:
        message = f"{called(strip)}：日期{entry.stamp.day}与频率不合（应为{SAID[filing.kind]}）；该格未采用。"
        remedy = f"改正日期，或在 {MAP} 的该项写明 frequency、period。"
        reading.find("date-beside-frequency", "error", f"{raw.name} {place}", message, remedy)
        return None
    return Draft(
        filing.rule.series, filing.subject, described, entry.number.value, filing.unit, place,
        published(described, filing.kind, filing.rule.lag, filing.updated), entry.number.stated, "", filing.note, filing.name,
    )  # fmt: skip


SAID: dict[Kind, str] = {
    "day": "某一天", "month": "某一个月", "month_end": "某一个月", "cumulative": "某一个月", "quarter": "季度末", "year": "年",
}  # fmt: skip


def spelled_day(text: str) -> date | None:
    """The day that a head gives in words or digits; None when it gives none."""
    when = spelled_time(text)
    return when.day if when is not None and when.grain == "day" else None


def note(strip: Strip) -> str:
    """What the head says for readers: who publishes the series behind the terminal, its code there, and when it was updated."""
    told = (("原始来源", "source"), ("终端代码", "id"), ("终端更新于", "updated"))
    return "；".join(f"{word}{strip.head[key]}" for word, key in told if strip.head.get(key))


def unit_in(strip: Strip, rule: Rule | None, held: Sequence[Entry], told: tuple[Raw, Reading]) -> Unit | None:
    """The unit of a strip, by its head, the desk's entry, or cells that are all percent; None, with a finding, when none says."""
    raw, reading = told
    printed, said = unit_of(strip.head.get("unit", "")), unit_of(rule.unit) if rule and rule.unit is not None else None
    if printed and said and printed != said:
        message = f"{called(strip)}：表头单位是{printed}，{MAP} 写的却是{said}，两者必有一误；这一列未采用。"
        reading.find("mixed-units", "error", where(strip, raw), message, f"核对后改正 {MAP} 的 unit，或删去它以表头为准。")
        return None
    shares = sum(entry.share for entry in held)
    found = printed or said or (PERCENT if held and shares == len(held) else None)
    if found is None and held:
        message = f"{called(strip)}：没有单位，这一列（{len(held)}个数）未采用。"
        remedy = f'在 {MAP} 写：[{quoted(strip)}] 与 unit = "亿元"（没有量纲的写 unit = "无"），再导入。'
        reading.find("no-unit", "error", where(strip, raw), message, remedy)
    if found == PERCENT and 0 < shares < len(held):
        message = f"{called(strip)}：{shares}格是百分数格式（0.05 显示为 5%），{len(held) - shares}格是数字（5 即 5%）；各按所显示的理解。"
        reading.find("mixed-percent", "warning", where(strip, raw), message, "核对两种写法的格子，统一后重新导入。")
    return found


def kind_in(strip: Strip, rule: Rule | None, held: Sequence[Entry], told: tuple[Raw, Reading]) -> Kind | None:
    """What the observations describe: as the desk says, else by the frequency, else as long as their dates are written."""
    raw, reading = told
    if rule and rule.period:
        return rule.period
    frequency = (rule.frequency if rule else "") or strip.head.get("frequency", "")
    if not frequency:
        grains: set[Kind] = {entry.stamp.grain for entry in held}
        return next(iter(grains)) if len(grains) == 1 else "day"
    kind = KINDS.get(spelled(frequency).lower())
    if kind is None:
        message = f"{called(strip)}：频率“{shown(frequency)}”不认识，这一列未采用。"
        remedy = f'在 {MAP} 写：[{quoted(strip)}] 与 period = "month"（day、month、month_end、cumulative、quarter、year 之一），再导入。'
        reading.find("unknown-frequency", "error", where(strip, raw), message, remedy)
        return None
    return "cumulative" if kind in ("month", "quarter") and "累计" in title(strip) else kind


def quoted(strip: Strip) -> str:
    """The key of an entry for this strip, as TOML writes it."""
    key = next(filter(None, keys(strip)), "")
    told = key if len(key) <= LONGEST_KEY else f"{key[:20]}…（照抄表头的全名）"
    return '"' + told.replace("\\", "\\\\").replace('"', '\\"') + '"'


def hint(strip: Strip, measured: Unit, told: int, raw: Raw, reading: Reading) -> None:
    """A word on a strip that the desk has not named: it is kept, and this is what to write."""
    code = f"（{shown(strip.head['id'])}）" if strip.head.get("id") else ""
    message = f"{called(strip)}{code}没有映射，{told}期已存入 {INDICATORS}:{shown(subject(strip))}，单位{measured or '无'}。"
    remedy = f"要用于周报，在 {MAP} 写：[{quoted(strip)}] 与 subject、name；不要的写 skip = true（见 docs/terminals.md）。"
    reading.find("unmapped-series", "info", where(strip, raw), message, remedy)


def tell_order(strip: Strip, held: Sequence[Entry], raw: Raw, reading: Reading) -> None:
    """A word on dates that neither rise nor fall: a block was perhaps pasted under another."""
    days = [entry.stamp.day for entry in held]
    if days not in (sorted(days), sorted(days, reverse=True)):
        message = f"{called(strip)}（{letters(strip.where[1])}列）：日期没有按次序排列；各按其日期采用。"
        reading.find("unsorted-dates", "info", where(strip, raw), message, "核对是否误粘了一段；无误则无须处理。")
