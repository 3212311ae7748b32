"""The round trip: a report of ours that came back from an editor, held against what it was signed with and against the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from yanbao.core.clock import beijing_now
from yanbao.core.finding import Finding, YanbaoError, condensed
from yanbao.desk.agreement import Data
from yanbao.desk.answers import inputs
from yanbao.desk.archive.issues import READERS, published
from yanbao.desk.composed import composed
from yanbao.desk.edits_told import SORTS, Teller, at, overall
from yanbao.desk.typed import ADDING, typed
from yanbao.desk.why import issue_folders
from yanbao.reader.documents.word import check_sizes
from yanbao.report.edited.comparison import compared
from yanbao.report.edited.differences import cut
from yanbao.report.edited.document import Edited, Line, read
from yanbao.report.edited.model import TOUCHED, Compared, Edit, fold
from yanbao.report.edited.remarks import remarks
from yanbao.report.edited.title import title_of
from yanbao.report.language import SPOKEN
from yanbao.report.language.chinese import CHINESE
from yanbao.report.writers.word.reading import Opened, beside, opened
from yanbao.report.writers.word.signed import Signed, signed, signed_in
from yanbao.review.families import families
from yanbao.review.reading import Reading
from yanbao.review.result import Result, Share, in_text
from yanbao.review.result import judged as checked

REPORT = "report.docx"
LARGEST = 64 * 2**20
"""Bytes of a Word file that is looked at as one of ours."""
CONTRADICTED = ("figure-changed", "typed-figure-contradicted")
"""Findings on a figure that make those of the usual check on the same one superfluous."""
RULE = "逐处比对签署信息：数字的控件、文字、表格与图的数"


@dataclass(frozen=True)
class Returned:
    """A document that carries what it was signed with, or whose issue the workspace still has; ``notice`` says which."""

    package: Opened
    signed: Signed
    edited: Edited
    notice: tuple[tuple[str, str], ...] = ()

    @property
    def sector(self) -> str:
        """The key of its sector; YanbaoError where it tells none, as for the rest of what names an issue."""
        if key := self.signed.issue.get("sector", ""):
            return key
        raise unreadable(self.package.name)

    @property
    def language(self) -> str:
        """The code of the language that it is written in."""
        code = self.signed.issue.get("language", CHINESE.code)
        if code in SPOKEN:
            return code
        raise unreadable(self.package.name)

    @property
    def week(self) -> date:
        """The last session of its week."""
        try:
            return date.fromisoformat(self.signed.issue.get("week", ""))
        except ValueError:
            raise unreadable(self.package.name) from None

    @property
    def as_of(self) -> datetime:
        """The moment it speaks as of."""
        try:
            return datetime.fromisoformat(self.signed.issue.get("as-of", ""))
        except ValueError:
            raise unreadable(self.package.name) from None


def unreadable(name: str) -> YanbaoError:
    """A signature that does not say of which issue it is."""
    return YanbaoError("签署信息没有写明是哪一期，或写得不能辨认", name, "从 yanbao 写出的 report.docx 改起")


def returned(path: Path, workspace: Path) -> Returned | Finding | None:
    """What a file carries; None for a file that is none of ours, a finding for one whose signature was altered."""
    if path.suffix.lower() != ".docx" or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    try:
        package = opened(path.read_bytes(), path.name)
    except YanbaoError:
        return None
    check_sizes(package.archive.infolist(), path.name)
    try:
        held = signed_in(package)
    except YanbaoError as problem:
        return altered(path.name, problem.what)
    if held is not None and held.altered:
        return altered(path.name, held.altered)
    notice: tuple[tuple[str, str], ...] = ()
    edited = read(package)
    if held is None:
        found = kept_copy(workspace, package, edited)
        if found is None:
            return None
        held, where = found
        told = f"签署信息已在另存时丢失，改用工作区中同名一期的 {where} 比对；若文档出自另一稿，其间的差别也算作改动。"
        notice = (("signature-restored", told),)
    return Returned(package, held, edited, notice)


def altered(name: str, why: str) -> Finding:
    """A signature that cannot be believed."""
    told = f"签署信息已被改动（{why}），不再据以比对：按外来文档核对。"
    return Finding("signature-altered", "error", name, told, "从 yanbao 写出的 report.docx 改起")


def kept_copy(workspace: Path, package: Opened, edited: Edited) -> tuple[Signed, str] | None:
    """The workspace's own copy of the issue that a document's title names; of several the one that has most of its words."""
    title = title_of(package)
    words = {fold(line.text) for line in edited.lines}
    found = []
    frozen = (folder / READERS for folder in published(workspace).values())
    for path in (folder / REPORT for folder in (*issue_folders(workspace), *frozen)):
        try:
            held = signed(path.read_bytes(), str(path)) if title and path.is_file() else None
        except YanbaoError:
            continue
        if held and not held.altered and held.issue.get("name") == title:
            shared = sum(fold(passage.text) in words for passage in held.passages)
            found.append((shared, path.relative_to(workspace).as_posix(), held))
    best = max(found, default=None, key=lambda one: one[0])
    return (best[2], best[1]) if best else None


# --- judged -----------------------------------------------------------------------------------------------------------


def judged(reading: Reading, trip: Returned, workspace: Path, as_of: datetime | None) -> Result:
    """What the usual check finds, together with what was done to the report since it was written.

    The data are those of the issue's own moment; ``as_of`` is another at which they are asked too, now by default. The usual
    check reads Chinese alone, so a report in another language is held against its signature only.
    """
    chinese = trip.language == CHINESE.code
    result = checked(reading, families(**inputs(*composed(*issue_of(trip, workspace)))) if chinese else {})
    found, intact = done(reading, trip, workspace, as_of)
    spots = {at(finding.passage) for finding in found if finding.code in CONTRADICTED and finding.passage}
    usual = [finding for finding in result.findings if not overlaps(finding, spots)]
    figures, coverage = len(trip.signed.figures), result.coverage
    share = Share("round_trip", "签署的数字与文字", RULE, figures + len(trip.signed.passages), figures, len(found), codes(found))
    made = replace(coverage, shares=(share, *coverage.shares), signed=figures, intact=intact)
    return replace(result, findings=tuple(sorted((*usual, *found), key=in_text)), coverage=made)


def issue_of(trip: Returned, workspace: Path) -> tuple[Path, str, date, datetime, str]:
    """What names the issue a document was written from."""
    return workspace, trip.sector, trip.week, trip.as_of, trip.language


def done(reading: Reading, trip: Returned, workspace: Path, as_of: datetime | None = None) -> tuple[list[Finding], int]:
    """What was done to a report since it was written, and how many of its figures stand as they were."""
    run, report = composed(*issue_of(trip, workspace))
    held, then = compared(trip.signed, trip.edited, trip.package), Data(run, report)
    now = later(then, trip, workspace, as_of) if any(edit.kind in TOUCHED for edit in held.edits) else None
    teller = Teller(reading, trip.signed, then, now, {section.key: section.title or "首页" for section in report.sections})
    return [*whole(trip, then, reading), *told(teller, held, then)], len(trip.signed.figures) - len(held.changed | held.away)


def codes(found: Iterable[Finding]) -> tuple[str, ...]:
    """The codes of findings."""
    return tuple(sorted({finding.code for finding in found}))


def overlaps(finding: Finding, spots: set[tuple[int, int]]) -> bool:
    """Whether an error on the same figure says already what a finding says."""
    start, end = at(finding.passage)
    return finding.passage is not None and any(start < last and first < end for first, last in spots)


def later(then: Data, trip: Returned, workspace: Path, as_of: datetime | None) -> Data | None:
    """What the data say as of another moment, now by default; None where nothing became known since."""
    if as_of is None and not then.run.moment.restated_later():
        return None
    moment = as_of or beijing_now()
    _, sector, week, own, lang = issue_of(trip, workspace)
    return Data(*composed(workspace, sector, week, moment, lang)) if moment != own else None


def told(teller: Teller, held: Compared, then: Data) -> Iterator[Finding]:
    """Every edit as a finding; errors all, of another kind twenty in full."""
    yield from condensed([finding for _, finding in by_line(teller, held, then)], "与签署内容比对", whole="error")


def by_line(teller: Teller, held: Compared, then: Data) -> Iterator[tuple[Line | None, Finding]]:
    """Every edit as a finding with the line that it is about, the figures typed by hand behind the edit that brought them."""
    notebook = then.run.wiring.get("notebook")
    spans = spans_of(held.edits)
    for edit in held.edits:
        yield edit.spot.line, teller.finding(edit)
        if edit.kind in ADDING:
            for line in lines_of(edit):
                yield from ((line, teller.typed(one, edit)) for one in typed(edit, line, spans.get(id(line), set()), notebook))


def spans_of(edits: Iterable[Edit]) -> Mapping[int, set[tuple[int, int]]]:
    """Characters that a figure's own edit is about, by the identity of their line."""
    spans: dict[int, set[tuple[int, int]]] = {}
    for edit in edits:
        if edit.kind.startswith("figure") and edit.spot.line is not None:
            spans.setdefault(id(edit.spot.line), set()).add((edit.spot.start, edit.spot.end))
    return spans


def lines_of(edit: Edit) -> Iterator[Line]:
    """The lines in which an edit may have brought figures: of a new row, column or table every cell of it."""
    yield from edit.lines or ([edit.spot.line] if edit.spot.line else [])


def whole(trip: Returned, then: Data, reading: Reading) -> Iterator[Finding]:
    """What is to be said of the document as a whole: hidden text, a lost signature, tracked changes, comments, data that moved."""
    document = reading.document
    yield from reading.noticed()
    for aside in beside(trip.package):
        if aside.hidden.strip():
            message = f"{SORTS[aside.sort]}里有隐藏的文字，页面上看不见：“{cut(aside.hidden)}”。"
            yield overall(document, "hidden-dropped", "warning", message, "发出前删去隐藏的文字，或取消隐藏后再核对")
    for code, message in trip.notice:
        yield overall(document, code, "warning", message, "今后从 report.docx 改起，并用保留自定义 XML 的程序另存")
    if trip.edited.by_mark:
        yield overall(document, "tags-lost", "info", "另存的程序去掉了控件的编号，改以书签辨认数字。", "无须处理；改用 Word 保存可保留编号")
    if trip.edited.changes:
        counted = "、".join(f"{name}{number}处" for name, number in trip.edited.changes.items())
        who = "、".join(trip.edited.authors)
        message = f"文档带有修订（{counted}；{who}），按全部接受后的文字核对。"
        yield overall(document, "tracked-changes", "info", message, "定稿前在 Word 中逐条接受或拒绝")
    for remark in remarks(trip.package):
        yield overall(document, "comment", "info", f"批注（{remark.author}）：{cut(remark.text)}", "处理后删去批注")
    moved = [figure for figure in trip.signed.figures if (entry := then.entry(figure)) and fold(entry.cite.text) != fold(figure.printed)]
    if moved:
        named = "、".join(f"“{figure.printed}”现为“{then.text(figure)}”" for figure in moved[:3])
        message = f"按同一截止时点重算，有 {len(moved)} 处签署的数字已不同：{named}。"
        yield overall(document, "signed-differs", "warning", message, "数据、设置或程序版本已变：用 yanbao weekly 重新生成后再改")
