"""Each edit of a report of ours as a finding: what was, what is, what the data say, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from yanbao.core.figure import OWN_WORDS, Figure
from yanbao.core.finding import Finding, Level
from yanbao.core.passage import Passage
from yanbao.desk.agreement import Data, agrees
from yanbao.desk.remedies import BACK, COMPUTED_WORD, DATA, KEEP, PROSE, remedy_of
from yanbao.desk.typed import Typed
from yanbao.reader.document import Document, Stretch
from yanbao.report.edited.differences import cut, first_stretch, said, turns
from yanbao.report.edited.document import Line
from yanbao.report.edited.model import Edit, Spot, fold
from yanbao.report.writers.word.reading import BESIDE
from yanbao.report.writers.word.signed import Signature, Signed
from yanbao.review.reading import Reading

SORTS = {
    "heading": "标题",
    "caption": "图表标题",
    "source": "资料来源",
    "note": "图注",
    "cover": "首页文字",
    "title": "首页标题",
    "news-title": "新闻标题",
    "news": "新闻",
    "point": "要点",
    "para": "段落",
    "contents": "目录",
    "missing": "缺失说明",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "table": "表格",
    "chart": "图",
}
GRAVE = ("source", "cover", "header", "footer")
"""Words that a house answers for: an edit of them is more than style."""
LEAD = re.compile(r"^\D{1,12}?\d{1,3}[：:]")
"""What stands before an exhibit's title: 图表4：."""


@dataclass
class Teller:
    """Tells edits where they stand in the document that was read."""

    reading: Reading
    signed: Signed
    then: Data
    now: Data | None
    titles: Mapping[str, str]
    stretches: dict[int, list[Stretch]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the map from the file to the text."""
        self.figures = {figure.tag: figure for figure in self.signed.figures}
        for stretch in self.reading.document.map:
            self.stretches.setdefault(stretch.part, []).append(stretch)

    # --- places -------------------------------------------------------------------------------------------------------

    def span(self, line: Line, start: int, end: int) -> tuple[int, int] | None:
        """Characters of a line as offsets of the text that was read; None where that has none of them."""
        places = [place for at in range(start, end) if (place := self._offset(line, at)) is not None]
        if places:
            return places[0], places[-1] + 1
        near = [place for at in range(len(line.text)) if (place := self._offset(line, at)) is not None]
        return (near[0], near[0]) if near else None

    def _offset(self, line: Line, at: int) -> int | None:
        number, first, index = next((place for place in reversed(line.places) if place[1] <= at), (-1, 0, 0))
        index += at - first
        for stretch in self.stretches.get(number, ()):
            if stretch.index <= index < stretch.index + stretch.end - stretch.start:
                return stretch.start + index - stretch.index
        return None

    def where(self, edit: Edit) -> str:
        """Section and exhibit in which something was printed."""
        if edit.sort in BESIDE:
            return SORTS[edit.sort]
        exhibit = f"图表{edit.exhibit}" if edit.exhibit else ""
        return "".join([self.titles.get(edit.section, edit.section), exhibit, edit.detail]) or "全文"

    def told(self, held: Finding, spot: Spot, edit: Edit, **concluded: str) -> Finding:
        """The finding at its place in the document; what is gone is told by where it was printed."""
        span = self.span(spot.line, spot.start, spot.end) if spot.line else None
        if span is None:
            return replace(held, place=self.where(edit) + ("" if spot.line else "（原稿）"), passage=None)
        made = self.reading.finding_at(span, held.code, held.level, held.message, held.remedy, **concluded)
        detail = f"（{self.where(edit)}）" if edit.exhibit and edit.detail else ""
        return replace(made, place=made.place + detail, figure=held.figure)

    # --- figures ------------------------------------------------------------------------------------------------------

    def finding(self, edit: Edit) -> Finding:
        """One edit as a finding."""
        if edit.kind in ("figure-changed", "figure-unsigned"):
            return self._figure(edit)
        if edit.kind in ("figure-deleted", "figure-duplicated", "figure-moved", "unknown-control"):
            return self._control(edit)
        if edit.kind.startswith("chart"):
            return self._chart(edit)
        return self._table(edit) if edit.kind.startswith("table") else self._prose(edit)

    def _figure(self, edit: Edit) -> Finding:
        """A figure whose words differ, or whose control is gone: an error as soon as it contradicts the data."""
        figure = self.figures[edit.figures[0]]
        held, gone = self.then.figure(figure), "，且控件已删除" if edit.kind == "figure-unsigned" else ""
        then, now = self.then.text(figure), self.now.text(figure) if self.now else ""
        name = f"{held.subject_name}（{held.period.label}）" if held is not None else figure.id
        says = f"按本期截止时点的数据应为“{then}”" if then else "按本期截止时点的数据已没有这个数字"
        later = f"；按现在的数据为“{now}”" if now and fold(now) != fold(then) else ""
        message = f"{name}原为“{edit.was}”，改成“{edit.now}”{gone}；{says}{later}。"
        code, level, remedy = self._verdict(edit, figure)
        made = Finding(code, level, "", message, remedy, figure.id)
        if code == "control-deleted":
            made = replace(made, message=f"{name}“{edit.was}”的控件已删除，文字还在：今后的改动无从核对。")
        return self.told(made, edit.spot, edit, was=edit.was, follows="" if level == "info" else then)

    def _verdict(self, edit: Edit, figure: Signature) -> tuple[str, Level, str]:
        held = self.then.figure(figure)
        if edit.kind == "figure-unsigned" and fold(edit.now) == fold(edit.was):
            return "control-deleted", "warning", "撤销删除，或从 yanbao 写出的 report.docx 重新改起"
        if agrees(edit.now, edit.was, held):
            return "figure-respelled", "info", "数值相符；需要固定写法时改设置后重新生成"
        if self.now and agrees(edit.now, edit.was, self.now.figure(figure)):
            return "figure-updated", "warning", "与修订后的数据一致：以 --as-of now 重新生成全文，不要只改一处"
        if isinstance(held, Figure) and held.measure == OWN_WORDS:
            return "stated-figure-changed", "warning", "文稿自述的数字：核对出处后用 yanbao accept 收回文稿"
        if not isinstance(held, Figure):
            return "figure-changed", "warning", "数据中没有它的值：在 inbox 补上出处后重新生成"
        return "figure-changed", "error", KEEP

    def _control(self, edit: Edit) -> Finding:
        """A figure that is gone, twice or elsewhere, and a control that we did not write."""
        figure = self.figures.get(edit.figures[0])
        message, level, remedy = {
            "figure-deleted": (f"“{edit.was}”及其控件已删除。", "warning", "确认删去后句子仍成立；需要时撤销"),
            "figure-duplicated": (f"“{edit.was}”的控件被复制到此处，与原处同一编号。", "info", "确认两处说的是同一件事"),
            "figure-moved": (f"“{edit.was}”的控件移到了另一段。", "info", "确认移动后主语与期间仍是它的"),
            "unknown-control": (f"控件“{edit.figures[0]}”不在签署的数字之中。", "warning", "删去该控件，或从本期的 report.docx 改起"),
        }[edit.kind]  # fmt: skip
        made = Finding(edit.kind, level, "", message, remedy, figure.id if figure else "")  # type: ignore[arg-type]
        return self.told(made, edit.spot, edit, was=edit.was)

    # --- prose, tables, charts ----------------------------------------------------------------------------------------

    def _prose(self, edit: Edit) -> Finding:
        sort = SORTS.get(edit.sort, "段落")
        inside = "、".join(f"“{self.figures[tag].printed}”" for tag in edit.figures if tag in self.figures)
        if edit.kind == "passage-edited":
            return self._rewritten(edit, sort)
        message = {
            "passage-moved": f"{sort}移动了位置：{cut(edit.was)}",
            "passage-added": f"新增{sort if edit.sort in BESIDE else '一段'}：{cut(edit.now)}",
            "passage-deleted": f"{sort}已删除{f'，连同数字{inside}' if inside else ''}：{cut(edit.was)}",
        }[edit.kind]
        level: Level = "warning" if edit.sort in GRAVE and edit.kind == "passage-deleted" else "info"
        return self.told(Finding(edit.kind, level, "", message, remedy_of(edit.sort)), edit.spot, edit)

    def _rewritten(self, edit: Edit, sort: str) -> Finding:
        """A paragraph whose words differ; a word that follows from a value, changed beside it, is more than style."""
        if edit.sort == "caption" and LEAD.sub("", edit.was) == LEAD.sub("", edit.now):
            message = f"图表序号改动：{said(edit.was, edit.now)}。"
            made = Finding("exhibit-renumbered", "info", "", message, "更新域后序号与引用应一致")
            return self.told(made, edit.spot, edit)
        turned = bool(edit.figures) and turns(edit.was, edit.now)
        level: Level = "warning" if turned or edit.sort in GRAVE else "info"
        message = f"{sort}改动：{said(edit.was, edit.now)}。"
        code = "direction-edited" if turned else "passage-edited" if edit.sort in ("para", "point", "news") else f"{edit.sort}-edited"
        remedy = COMPUTED_WORD if turned else remedy_of(edit.sort)
        line = edit.spot.line
        spot = Spot(line, *first_stretch(edit.was, line.text)) if line else edit.spot
        return self.told(Finding(code, level, "", message, remedy), spot, edit, was=cut(edit.was))

    def _table(self, edit: Edit) -> Finding:
        spot = edit.spot
        if edit.kind == "table-cell-edited" and spot.line:
            spot = Spot(spot.line, *first_stretch(edit.was, spot.line.text))
        message = {
            "table-cell-edited": f"单元格改动：{said(edit.was, edit.now)}。",
            "table-row-added": f"表中新增一行：{cut(edit.now)}",
            "table-row-deleted": f"表中删去一行：{cut(edit.was)}",
            "table-row-moved": f"表中一行移动了位置：{cut(edit.was)}",
            "table-column-added": f"表中新增一列“{cut(edit.now)}”。",
            "table-column-deleted": f"表中删去一列“{cut(edit.was)}”。",
            "table-added": f"新增一张表：{cut(edit.now)}",
            "table-deleted": f"删去一张表：{cut(edit.was)}",
            "table-moved": astray("表", edit),
        }[edit.kind]  # fmt: skip
        remedy = {"table-cell-edited": PROSE, "table-moved": BACK}.get(edit.kind, KEEP)
        made = Finding(edit.kind, "warning", "", message, remedy)
        return self.told(made, spot, edit, was=cut(edit.was), **({} if edit.now else {"stated": ""}))

    def _chart(self, edit: Edit) -> Finding:
        if edit.kind == "chart-edited" and edit.detail == "内嵌工作簿":
            made = Finding("chart-workbook-lost", "warning", "", "图的内嵌工作簿已不在或读不出来，无从核对其中的数。", DATA)
            return self.told(made, edit.spot, edit)
        after = f"改成“{edit.now}”" if edit.now else "已不在"
        message, level = {
            "chart-edited": (f"图中{edit.detail}由{edit.was}改为{edit.now}{f'（{edit.beside}）' if edit.beside else ''}。", "error"),
            "chart-label-edited": (f"图中标注“{edit.was}”{after}。", "error" if edit.now else "warning"),
            "chart-deleted": (f"删去一幅图：{cut(edit.was)}", "warning"),
            "chart-added": (f"新增一幅图：{cut(edit.now)}", "warning"),
            "chart-moved": (astray("图", edit), "warning"),
        }[edit.kind]  # fmt: skip
        figure = self.figures[edit.figures[0]].id if edit.figures else ""
        made = Finding(edit.kind, level, "", message, BACK if edit.kind == "chart-moved" else DATA, figure)  # type: ignore[arg-type]
        return self.told(made, edit.spot, replace(edit, detail=""), was=cut(edit.was), stated=cut(edit.now))

    def typed(self, found: Typed, edit: Edit) -> Finding:
        """A figure typed by hand."""
        words = found.line.text[found.start : found.end]
        if found.problem is not None:
            denied = found.problem.code == "contradicted-figure"
            code, level = ("typed-figure-contradicted", "error") if denied else ("typed-figure-unsupported", "warning")
            message = found.problem.message if denied else f"手填的“{words}”在数据中找不到单位、数值与主语相符的出处。"
            remedy = "改正数字，或改正数据后重新生成" if denied else "写进 notes/ 并在新闻的 facts 中补上出处，或删去"
        else:
            code, level, remedy = "typed-figure-bound", "info", "写进 notes/ 后重新生成，便有控件与出处"
            name = f"{found.figure.subject_name}（{found.figure.period.label}）" if found.figure else ""
            message = f"手填的“{words}”与数据相符：{name}。"
        made = Finding(code, level, "", message, remedy, found.figure.id if found.figure and not found.problem else "")  # type: ignore[arg-type]
        return self.told(made, Spot(found.line, found.start, found.end), edit)


# --- places ------------------------------------------------------------------------------------------------------------


def astray(name: str, edit: Edit) -> str:
    """What is told of a table or a chart that left its title."""
    return f"{name}不在自己的标题“{cut(edit.was)}”之下{f'，上面的标题是“{cut(edit.now)}”' if edit.now and edit.now != edit.was else ''}。"


def overall(document: Document, code: str, level: Level, message: str, remedy: str) -> Finding:
    """A finding on the document as a whole."""
    return Finding(code, level, document.name or "文档", message, remedy)


def at(passage: Passage | None) -> tuple[int, int]:
    """The span of a passage."""
    return (passage.start, passage.end) if passage else (-1, -1)
