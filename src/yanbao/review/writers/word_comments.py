"""Word comments: each finding a comment at its figure, written into the original package, whose other parts stay as they are."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from yanbao.core.fault import fault
from yanbao.core.finding import Finding, YanbaoError
from yanbao.core.passage import Passage
from yanbao.review.result import Result
from yanbao.review.writers.locating import Flow, located
from yanbao.review.writers.word_text import MainPart
from yanbao.review.writers.wording import AUTHOR, note

COMMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def write(original: bytes, result: Result, date: datetime | None = None) -> tuple[bytes, list[Finding]]:
    """The package with its comments, and the findings whose words could not be found in its main text.

    Comments that were there stay. ``date`` is Beijing's and stands on each of ours; the same input gives the same bytes. A
    finding that is nowhere to be found becomes a comment on the first words. YanbaoError when the package is no Word file.
    """
    if not result.findings:
        return original, []
    try:
        with zipfile.ZipFile(io.BytesIO(original)) as source:
            package = Package(source)
            body = MainPart(utf8(source.read(package.main)))
            spots, lost = spots_of(result, body)
            first = package.next_comment()
            astray = set(lost)
            notes = [note(finding, astray=finding in astray) for _, finding in spots]
            comments = [comment(body.prefix, first + place, lines, date) for place, lines in enumerate(notes)]
            marks = [mark for place, (spot, _) in enumerate(spots) for mark in marks_of(body.prefix, first + place, spot)]
            changed = package.with_comments(body.prefix, comments)
            return packed(source, {**changed, package.main: body.marked(marks)}), lost
    except (zipfile.BadZipFile, zlib.error, KeyError, SyntaxError, expat.ExpatError, ValueError, EOFError, RuntimeError) as problem:
        what = f"Word 文件写不进批注：{trouble(problem)}"
        raise YanbaoError(what, result.document.name, "用 Word 打开并另存为 .docx 后重试") from problem


def trouble(problem: Exception) -> str:
    """What is wrong with a package; an error of XML is a SyntaxError, a part's unknown packing a RuntimeError."""
    if isinstance(problem, KeyError):
        named = re.search(r"'(.{1,200}?)'", str(problem.args[0]))
        return f"缺少 {named[1] if named else problem}"
    if isinstance(problem, SyntaxError | expat.ExpatError | ValueError):
        return f"其中的 XML 已损坏（{fault(problem)}）"
    return "压缩包已损坏"


def spots_of(result: Result, body: MainPart) -> tuple[list[tuple[tuple[int, int], Finding]], list[Finding]]:
    """Each finding with where its figure stands in the main text; then those that were lost, which are put on the first words."""
    source, target = Flow(result.document.text), Flow(body.text)
    found, lost = [], []
    for finding in result.findings:
        passage = finding.passage
        spot = passage and (mapped(result, passage, body) or located(source, passage.start, passage.end, target))
        if spot:
            found.append((spot, finding))
        else:
            lost.append(finding)
    start = next(((run.begins, run.begins + len(run.text)) for run in body.runs if run.text.strip()), None)
    return [*((start, finding) for finding in lost if start), *found], lost


def mapped(result: Result, passage: Passage, body: MainPart) -> tuple[int, int] | None:
    """Where the reader says that a passage stands; None where it keeps no map, or where other words stand there."""
    stretches = result.document.origins(passage.start, passage.end)
    if not stretches:
        return None
    places = []
    for stretch in stretches:
        start = body.offset(stretch.part, stretch.index)
        if start is None or body.text[start : start + stretch.end - stretch.start] != result.document.text[stretch.start : stretch.end]:
            return None
        places += [start, start + stretch.end - stretch.start]
    return places[0], places[-1]


def marks_of(prefix: str, number: int, spot: tuple[int, int]) -> Iterator[tuple[int, bool, bytes]]:
    """Where a comment's stretch begins and ends, and behind the end the reference to the comment."""
    start, end = spot
    name = f'{prefix}id="{number}"'
    reference = f"<{prefix}r><{prefix}commentReference {name}/></{prefix}r>"
    yield start, False, f"<{prefix}commentRangeStart {name}/>".encode()
    yield end, True, f"<{prefix}commentRangeEnd {name}/>{reference}".encode()


def comment(prefix: str, number: int, lines: Sequence[str], date: datetime | None) -> str:
    """A comment: a paragraph a line, the first in bold."""
    when = f' {prefix}date="{date:%Y-%m-%dT%H:%M:%S}Z"' if date else ""
    paragraphs = []
    for place, line in enumerate(lines):
        bold = "" if place else f"<{prefix}rPr><{prefix}b/></{prefix}rPr>"
        mark = "" if place else f"<{prefix}r><{prefix}annotationRef/></{prefix}r>"
        words = f'<{prefix}t xml:space="preserve">{escape(UNPRINTABLE.sub("", line))}</{prefix}t>'
        paragraphs.append(f"<{prefix}p>{mark}<{prefix}r>{bold}{words}</{prefix}r></{prefix}p>")
    named = f'{prefix}id="{number}" {prefix}author="{AUTHOR}"{when} {prefix}initials="yb"'
    return f"<{prefix}comment {named}>{''.join(paragraphs)}</{prefix}comment>"


class Package:
    """The parts that comments touch: the main text, the comments, the relations between them, and the content types."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        """Follow the package's relations to the main text, and from there to its comments, if there are any."""
        self.source = source
        found = next(self.related("", "officeDocument"), None)
        if found is None:
            raise KeyError("no main text in '_rels/.rels'")
        kind, self.main = found
        self.folder, name = posixpath.split(self.main)
        self.relations = posixpath.join(self.folder, "_rels", f"{name}.rels")
        self.comment_kind = kind.removesuffix("officeDocument") + "comments"
        self.strict = "purl.oclc.org" in kind
        held = next(self.related(self.relations, "/comments"), None)
        self.comments = held[1] if held else posixpath.join(self.folder, "comments.xml")

    def related(self, relations: str, suffix: str) -> Iterator[tuple[str, str]]:
        """Relations of a kind: (kind, part). The package's own are those of the empty name; none is there without the file."""
        path = relations or "_rels/.rels"
        if path not in self.source.namelist():
            return
        folder = posixpath.dirname(posixpath.dirname(path))
        for relation in ElementTree.fromstring(self.source.read(path)):
            if relation.get("Type", "").endswith(suffix):
                yield relation.get("Type", ""), posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")

    def next_comment(self) -> int:
        """The first number that no comment has yet."""
        if self.comments not in self.source.namelist():
            return 0
        numbers = re.findall(rb"<[\w.-]{0,40}:?comment\s[^<>]*?\bid=[\"'](\d+)", self.source.read(self.comments))
        return max(map(int, numbers), default=-1) + 1

    def with_comments(self, prefix: str, comments: Sequence[str]) -> dict[str, bytes]:
        """The parts that change: the comments themselves and, when there were none before, what makes them known."""
        held = self.comments in self.source.namelist()
        space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
        declared = f"{space}={quoteattr(STRICT if self.strict else NAMESPACE)}"
        if held:
            ours = [one.replace(f"<{prefix}comment ", f"<{prefix}comment {declared} ", 1) for one in comments]
            return {self.comments: appended(utf8(self.source.read(self.comments)), "".join(ours))}
        empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{prefix}comments {declared}></{prefix}comments>'
        return {
            self.comments: appended(empty.encode(), "".join(comments)),
            self.relations: self._related(),
            "[Content_Types].xml": self._typed(),
        }

    def _related(self) -> bytes:
        kept = utf8(self.source.read(self.relations)) if self.relations in self.source.namelist() else b""
        kept = kept or f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
        name = next(name for place in range(len(kept)) if (name := f"rIdComments{place or ''}").encode() not in kept)
        target = posixpath.relpath(self.comments, self.folder or ".")
        return appended(kept, f'<Relationship xmlns="{RELATIONS}" Id="{name}" Type="{self.comment_kind}" Target="{target}"/>')

    def _typed(self) -> bytes:
        kept = utf8(self.source.read("[Content_Types].xml"))
        part = f'PartName="/{self.comments}"'
        space = RELATIONS.replace("relationships", "content-types")
        return kept if part.encode() in kept else appended(kept, f'<Override xmlns="{space}" {part} ContentType="{COMMENT_TYPE}"/>')


def appended(xml: bytes, children: str) -> bytes:
    """The root element with more children at its end."""
    end = xml.rstrip()
    if end.endswith(b"/>"):
        start = end.rindex(b"<")
        name = re.match(rb"<([\w:.-]+)", end[start:])
        return end[:-2] + b">" + children.encode() + b"</" + (name[1] if name else b"") + b">"
    place = xml.rindex(b"</")
    return xml[:place] + children.encode() + xml[place:]


def utf8(xml: bytes) -> bytes:
    """A part in UTF-8, whatever it was kept in."""
    if not xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return xml
    return re.sub(r"encoding=[\"']UTF-16[\"']", 'encoding="UTF-8"', xml.decode("utf-16"), count=1, flags=re.IGNORECASE).encode()


def packed(source: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The package with some parts changed or added; the others keep their place, date and bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            kept = copy.copy(entry)
            kept.extra = b""
            if entry.filename in changed:
                target.writestr(kept, changed[entry.filename])
            else:
                with source.open(entry) as part, target.open(kept, "w") as into:
                    shutil.copyfileobj(part, into)
        for name in sorted(set(changed) - set(source.namelist())):
            new = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            new.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(new, changed[name])
    return written.getvalue()
