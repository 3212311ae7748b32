"""Accepting an edited report: its prose goes back into the notes it came from, three ways; what cannot be taken is told, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path
from typing import Literal

from yanbao.core.finding import Finding, YanbaoError
from yanbao.desk.denied import Denied
from yanbao.desk.filing import keep
from yanbao.desk.remedies import COMPUTED, DENIED, HIDDEN, KEPT, MANY, MOVED, NOTE_SORTS, NUMBERS, PLACE, SHARED, refusal_of
from yanbao.desk.round_trip import Returned, returned
from yanbao.desk.run import open_run
from yanbao.desk.settings import load_sector
from yanbao.desk.shelf import Form, Shelf, Version, body_of, decoded, parsed
from yanbao.desk.workspace import leads_out
from yanbao.reader.scan import scan
from yanbao.report.edited.comparison import compared
from yanbao.report.edited.differences import around
from yanbao.report.edited.document import Edited, Line, read
from yanbao.report.edited.model import fold
from yanbao.report.edited.prose import (
    SHORTEST,
    Change,
    Computed,
    Source,
    carried,
    changes,
    mapped,
    plain_line,
    renumbered,
    resembled,
    spliced,
    standing,
    with_passage,
    without,
)
from yanbao.report.edited.unhidden import Settled, settled
from yanbao.report.free_text.markdown import Passage
from yanbao.store.files import replace
from yanbao.store.lock import WAIT, writer_lock

Status = Literal["accepted", "already", "conflict", "refused"]
STATUS: dict[Status, str] = {"accepted": "收回", "already": "文稿中已是如此", "conflict": "冲突", "refused": "未收回"}

MOST = 200
"""New passages that are taken back at once, each of which has its note read anew: as many as a whole weekly has."""


@dataclass(frozen=True)
class Outcome:
    """What became of one edit: the note it concerns (empty for none), what was printed, what the editor wrote, and why.

    ``note_now`` is what the note says in its place by now, where both sides changed it; ``denied`` what the data say of figures
    that they deny.
    """

    status: Status
    note: str
    was: str
    now: str
    why: str = ""
    note_now: str = ""
    denied: str = ""

    @property
    def differing(self) -> tuple[str, str, int]:
        """What was printed and what the editor wrote where they differ, and at how many more places they do."""
        return around(self.was, self.now)


@dataclass
class Accepted:
    """All outcomes, the notes as they will be by name, and the file that holds what both sides changed."""

    outcomes: list[Outcome] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    conflicts: Path | None = None

    def count(self, status: Status) -> int:
        """How many edits came out so."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def exit_code(self) -> int:
        """1 when there is a conflict, or figures were taken that the data deny."""
        return int(any(outcome.status == "conflict" or outcome.denied for outcome in self.outcomes))


def accept(path: Path, workspace: Path, dry_run: bool = False, take_errors: bool = False) -> Accepted:
    """Take the prose of an edited report back into the notes, and the notes into the warehouse; ``dry_run`` writes nothing.

    A passage with a figure that the data deny is a conflict, unless ``take_errors`` asks for it all the same.
    The notes stay as they are from their reading to their writing: no other command takes theirs in between.
    YanbaoError for a document that is not a report of this workspace, and while another command writes.
    """
    trip = returned(path, workspace)
    if not isinstance(trip, Returned):
        raise foreign(path, trip)
    load_sector(workspace, trip.sector)
    edited = read(trip.package, unhidden=True)
    held = compared(trip.signed, edited, trip.package)
    run = open_run(workspace, trip.sector, trip.week, trip.as_of)
    shelf = Shelf(run)
    with nullcontext() if dry_run else writer_lock(workspace / "warehouse", WAIT):
        work = Work(workspace, shelf, edited, Denied(trip, held, run, workspace), take_errors)
        work.run()
        made = Accepted(work.outcomes, {name: text for name, text in work.texts.items() if text != work.read[name]})
        if made.count("conflict"):
            made.conflicts = workspace / "issues" / trip.week.isoformat() / trip.sector / f"{path.stem}.冲突.md"
        if not dry_run:
            taken(made, work)
    return made


def taken(made: Accepted, work: Work) -> None:
    """Write what was decided: the conflicts, beside those of another editor, then the notes, and the notes into the warehouse."""
    from yanbao.desk.ingest import take_in

    if made.conflicts:
        if leads_out(made.conflicts.parent, work.workspace):
            raise YanbaoError("这一期的目录是指向工作区之外的链接，冲突无处可写", str(made.conflicts.parent), "换成真正的目录后重试")
        made.conflicts = keep(made.conflicts, told([one for one in made.outcomes if one.status == "conflict"]).encode())
    for name, text in made.notes.items():
        replace(work.workspace / name, work.encoded(name, text))
    if made.notes:
        take_in(work.workspace)


def foreign(path: Path, problem: Finding | None) -> YanbaoError:
    """A file that is no report of this workspace; what keeps it from being opened at all, if it cannot be."""
    from yanbao.reader.documents import open_document

    try:
        open_document(path)
    except YanbaoError as closed:
        return closed
    if path.suffix.lower() != ".docx":
        return YanbaoError("这不是 Word 文件，只有 Word 稿能收回文字", str(path), "送入从 report.docx 改起的 .docx 文件")
    what = problem.message if problem else "这不是本工作区写出的 Word 文件"
    return YanbaoError(what, str(path), "从 report.docx 改起，另存时保留自定义 XML")


def told(conflicts: Sequence[Outcome]) -> str:
    """What both sides changed, and figures that the data deny, to be read and decided by a person."""
    parts = ["# 未能收回的改动\n"]
    for one in conflicts:
        said = (("印出时", one.was), ("文稿现在", one.note_now), ("编辑稿", one.now or "（删去）"))
        parts.append(f"## {one.note}\n\n{one.why}\n\n" + "\n".join(f"{who}：\n\n{quoted(text)}\n" for who, text in said if text))
    return "\n".join(parts)


def quoted(text: str) -> str:
    """A passage as a quotation of Markdown."""
    return "\n".join(f"> {line}" for line in text.splitlines())


# --- the work ---------------------------------------------------------------------------------------------------------


class Shared(Exception):
    """Several notes hold a printed passage; their names."""


def numbers(text: str) -> list[str]:
    """The figures of a passage as written."""
    return [mention.text for mention in scan(text)]


class Work:
    """Takes one edit after another into the notes as they lie in the workspace."""

    def __init__(self, workspace: Path, shelf: Shelf, edited: Edited, denied: Denied, take_errors: bool = False) -> None:
        """``texts`` are the notes as they become, ``read`` as they were read; ``take_errors`` takes figures that the data deny."""
        self.workspace, self.shelf, self.edited = workspace, shelf, edited
        self.held, self.denied, self.take_errors = denied.held, denied, take_errors
        self.outcomes: list[Outcome] = []
        self.texts: dict[str, str] = {}
        self.read: dict[str, str] = {}
        self.forms: dict[str, Form] = {}

    def run(self) -> None:
        """Rewritten passages and cells first, then those that are gone, then new ones; what was hidden is told last."""
        hidden = [*self.settle(), Settled("", (), tuple(self.edited.hidden))]
        for place, line in self.held.pairs.items():
            passage = self.held.passages[place]
            if fold(passage.text) != fold(line.text):
                self.rewrite(passage.kind, passage.text, line, self._beside(place))
        for was, cell in self.held.cells:
            if fold(was) != fold(cell.text):
                self.rewrite("table", was, cell)
        gone = {place: passage.text for place, passage in enumerate(self.held.passages) if place not in self.held.pairs}
        for edit in self.held.edits:
            if edit.kind == "passage-deleted":
                place = next((place for place, text in gone.items() if text == edit.was), -1)
                gone.pop(place, None)
                self.delete(edit.sort, edit.was, self._beside(place))
            elif edit.kind == "passage-moved":
                self._tell("refused", "", edit.was, edit.now, MOVED)
        added = [line for line in self.held.added if fold(line.text)]
        for line in added[:MOST]:
            self.add(line)
        for line in added[MOST:]:
            self._tell("refused", "", "", line.text, MANY)
        self._tell_hidden(hidden)

    def settle(self) -> list[Settled]:
        """Give every line the words that count, its hidden ones among them where they were printed; what each line hid."""
        pairs = [(line, self.held.passages[place].text) for place, line in self.held.pairs.items()]
        told = [*pairs, *((cell, was) for was, cell in self.held.cells), *((line, "") for line in self.held.added)]
        known = {id(line) for line, _ in told}
        told += [(line, line.text) for line in self.edited.everywhere() if id(line) not in known]  # cells that are as they were
        found = []
        for line, was in told:
            if line.hidden:
                found.append(settled(line, was))
                line.text = found[-1].text
        return found

    def _tell_hidden(self, hidden: Sequence[Settled]) -> None:
        for words in [words for one in hidden for words in one.kept][:MOST]:
            self._tell("refused", "", words, "", KEPT)
        for words in [words for one in hidden for words in one.dropped][:MOST]:
            self._tell("refused", "", "", words, HIDDEN)

    def _tell(self, status: Status, note: str, was: str, now: str, why: str = "") -> None:
        current = self.current(note) if status == "conflict" and was else None
        self.outcomes.append(Outcome(status, note, was, now, why, resembled(fold(was), current) if current else ""))

    def _take(self, name: str, text: str, was: str, line: Line) -> None:
        """A note as it becomes; not with figures that the data deny, unless that is asked for."""
        now = line.text
        said = self.denied.of(line) if numbers(now) and numbers(was) != numbers(now) else ""
        if said and not self.take_errors:
            self._tell("conflict", name, was, now, f"{said}{DENIED}")
        else:
            self.texts[name] = text
            self._tell("accepted", name, was, now, said or (NUMBERS if was and numbers(was) != numbers(now) else ""))
        self.outcomes[-1] = replaced(self.outcomes[-1], denied=said)

    def current(self, name: str) -> Source | None:
        """A note as it has become so far; None when it is not there any more."""
        if name not in self.texts:
            path = self.workspace / name
            if not path.is_file() or leads_out(path, self.workspace):
                return None
            self.read[name], self.forms[name] = decoded(path.read_bytes())
            self.texts[name] = self.read[name]
        return parsed(self.texts[name])

    def encoded(self, name: str, text: str) -> bytes:
        """A note in the form it was read in."""
        form = self.forms[name]
        return text.replace("\n", form.line_end).encode(form.codec)

    def _beside(self, place: int) -> list[str]:
        """The words of the passages that were printed right before and behind one."""
        near = (place - 1, place + 1) if place >= 0 else ()
        return [fold(self.held.passages[k].text) for k in near if 0 <= k < len(self.held.passages)]

    def origin(self, kind: str, was: str, beside: Sequence[str] = ()) -> tuple[Version, list[int]] | None:
        """The version of a note that a printed passage was made of, with its place in it: whole if there is one, else the most of it.

        Of several notes that hold as much of it, that one which also says what was printed ``beside`` it; Shared where that does
        not tell either.
        """
        said = fold(was)
        if kind not in NOTE_SORTS or len(said) < SHORTEST:
            return None
        held = ((version, mapped(said, version.source)) for version in self.shelf.versions())
        found = [(sum(place >= 0 for place in places), version, places) for version, places in held if places]
        most = max((count for count, _, _ in found), default=0)
        rated = [
            (sum(bool(standing(words, version.source)) for words in beside), version, places)
            for count, version, places in found
            if count == most
        ]
        best = max(rated, default=None, key=lambda one: one[0])
        names = {version.name for count, version, _ in rated if best and count == best[0]}
        if len(names) > 1:
            raise Shared("、".join(sorted(names)))
        return (best[1], best[2]) if best else None

    def rewrite(self, kind: str, was: str, line: Line, beside: Sequence[str] = ()) -> None:
        """Words that an editor changed in a passage."""
        now = line.text
        try:
            origin = self.origin(kind, was, beside)
            edits = changes(was, now, origin[1], origin[0].source) if origin else []
        except Computed:
            self._tell("refused", "", was, now, COMPUTED)
        except Shared as notes:
            self._tell("refused", "", was, now, SHARED.format(notes=notes))
        else:
            if origin:
                self._merge(origin[0], edits, was, line)
            else:
                self._tell("refused", "", was, now, refusal_of(kind))

    def _merge(self, version: Version, edits: list[Change], was: str, line: Line) -> None:
        name, now, current = version.name, line.text, self.current(version.name)
        if current is None:
            self._tell("conflict", name, was, now, "文稿已不在工作区中。")
        elif made_already(version.source, edits, current):
            self._tell("already", name, was, now)
        elif (moved := carried(edits, version.source, current)) is None:
            self._tell("conflict", name, was, now, "印出之后，文稿的同一句也改过；文稿保持现在的样子。")
        elif (text := spliced(current, moved, body_of(current.text))) is None:
            self._tell("conflict", name, was, now, "改动跨过文稿的标记（粗体、列表或表格），不能自动写回。")
        else:
            self._take(name, text, was, line)

    def delete(self, kind: str, was: str, beside: Sequence[str] = ()) -> None:
        """A passage that an editor took out."""
        try:
            origin = self.origin(kind, was, beside)
        except Shared as notes:
            self._tell("refused", "", was, "", SHARED.format(notes=notes))
            return
        if origin is None or not standing(fold(was), origin[0].source):
            self._tell("refused", "", was, "", refusal_of(kind))
            return
        name, current = origin[0].name, self.current(origin[0].name)
        if current and (blocks := standing(fold(was), current)):
            self.texts[name] = renumbered(without(current, blocks), body_of(current.text))
            self._tell("accepted", name, was, "")
        elif current and not resembled(fold(was), current):
            self._tell("already", name, was, "")
        else:
            self._tell("conflict", name, was, "", "编辑删去了这一段，而文稿在印出之后改过它；文稿保持现在的样子。")

    def add(self, line: Line) -> None:
        """A passage that an editor wrote: it goes behind the note's passage that stands before it."""
        before = self._before(line)
        for words in before:
            for name in self.shelf.digests:
                current = self.current(name)
                if current and (blocks := standing(fold(words), current)):
                    if standing(fold(line.text), current):
                        self._tell("already", name, "", line.text)
                    else:
                        self._insert(name, current, blocks[-1], line)
                    return
        self._tell("refused", "", "", line.text, PLACE)

    def _insert(self, name: str, current: Source, behind: tuple[int, int, Passage], line: Line) -> None:
        words = line.text
        wanted = current.words[: behind[1]] + fold(words) + current.words[behind[1] :]
        for dress in (str, plain_line):
            text = with_passage(current, behind, dress(" ".join(words.split())))
            if parsed(text).words == wanted and standing(fold(words), parsed(text)):
                self._take(name, renumbered(text, body_of(text)), "", line)
                return
        self._tell("conflict", name, "", words, "新增的段落含有文稿的标记，不能自动写入。")

    def _before(self, line: Line) -> list[str]:
        """The words of the passage before a line, as they are now and as they were; empty where that is no prose."""
        place = next((k for k, one in enumerate(self.edited.lines) if one is line), 0)
        above = self.edited.lines[place - 1] if place else None
        passage = next((self.held.passages[k] for k, one in self.held.pairs.items() if one is above), None)
        if above is not None and passage is None:
            return [above.text]
        return [above.text, passage.text] if above is not None and passage is not None and passage.kind in NOTE_SORTS else []


def made_already(base: Source, edits: Sequence[Change], current: Source) -> bool:
    """Whether the note as it is has the edited passages already."""
    if base.words == current.words:
        return False
    low = min(edit.first for edit in edits)
    high = max(edit.last for edit in edits)
    begin = max((begin for begin, _, _ in base.blocks if begin <= low), default=0)
    end = min((end for _, end, _ in base.blocks if end >= high), default=len(base.words))
    words = base.words[begin:end]
    for edit in reversed(edits):
        words = words[: edit.first - begin] + fold(edit.new) + words[edit.last - begin :]
    return bool(standing(words, current))
