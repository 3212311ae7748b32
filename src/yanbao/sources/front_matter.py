"""Markdown with YAML front matter: the head of a note as data, its body as written, and where the body begins."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import yaml

from yanbao.core.fault import fault
from yanbao.core.printable import BROKEN, UNSHOWN, printable
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import decoded

MOST_BYTES = 1 << 20
MOST_FRONT = 1 << 16
MOST_DEPTH = 8
HEAD = re.compile(r"---[ \t]*\r?\n(.*?)(?:(?<=\n)|^)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
A_LIST = "[…]"
"""What stands for a list among the entries of a list, of which nothing can be read."""
REMEDY = "改正文件开头两行“---”之间的内容后重新导入；其余文件不受影响。"


@dataclass(frozen=True)
class Note:
    """A note: its front matter (dates as ISO text), the same with every value as typed, its body and where that begins.

    ``lines`` are the file lines of the keys of the front matter.
    """

    front: dict[str, Any]
    typed: dict[str, Any]
    body: str
    body_offset: int
    broken: bool = False
    body_line: int = 1
    lines: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """The note as the JSON a fact carries: front, body, and the character and line of the file where the body begins."""
        said = {"front": self.front, "body": self.body, "body_offset": self.body_offset, "body_line": self.body_line}
        return json.dumps(said, ensure_ascii=False, allow_nan=False)


class FrontError(Exception):
    """Front matter that cannot be used; ``line`` is its line in the file."""

    def __init__(self, message: str, line: int) -> None:
        """``message`` is Chinese."""
        super().__init__(message)
        self.line = line


def note_of(raw: Raw, reading: Reading) -> Note | None:
    """The note in a file. Broken front matter is a finding and leaves the body; None when the file cannot be read at all."""
    if raw.path.stat().st_size > MOST_BYTES:
        message = "笔记超过1 MB，未读。"
        reading.find("oversize-note", "error", raw.place(), message, "拆成几个文件，或把附件移出笔记目录。")
        return None
    text = decoded(raw, reading)
    if text is None:
        return None
    text = without_hidden(text, raw, reading)
    match = HEAD.match(text)
    if not match:
        return broken(raw, reading, FrontError("文件开头没有以两行“---”围起的要素。", 1), text, 0)
    body, offset = text[match.end() :], match.end()
    try:
        front, typed, lines = parsed(match[1])
    except FrontError as error:
        return broken(raw, reading, error, body, offset)
    return Note(front, typed, body, offset, body_line=text.count("\n", 0, offset) + 1, lines=lines)


def without_hidden(text: str, raw: Raw, reading: Reading) -> str:
    """The text with � for what cannot be seen in it, which is told; every character keeps its place."""
    if first := UNSHOWN.search(text):
        count, line = len(UNSHOWN.findall(text)), text.count("\n", 0, first.start()) + 1
        message = f"有{count}个看不见的控制字符（可能改变显示次序），换成了{BROKEN}。"
        reading.find("hidden-character", "warning", raw.place(line), message, "删去这些字符（多为粘贴时带来）后重新导入。")
    return printable(text)


def worded(note: Note, words: Collection[str], lists: Collection[str], raw: Raw, reading: Reading) -> Note:
    """The note with its words as typed (yes, 1.50) and no list or mapping among them: no brackets are to be printed.

    ``words`` are keys of the front matter, ``lists`` those of lists whose entries hold words. Each that holds none is told.
    """
    front, wrong = words_of(note.front, note.typed, words)
    told = [(key, f"“{key}”") for key in wrong]
    for name in (name for name in lists if front.get(name)):
        front[name], misused = entries_of(front[name], note.typed[name])
        told += [(name, f"{name}第{number}项的“{key}”") for number, key in misused]
    for key, what in told:
        message = f"{what}应为一句文字，不是列表或“键: 值”，未采用。"
        reading.find("broken-front-matter", "error", raw.place(note.lines.get(key, 1)), message, REMEDY)
    return replace(note, front=front)


def words_of(held: dict[str, Any], typed: dict[str, Any], keys: Collection[str]) -> tuple[dict[str, Any], list[str]]:
    """A mapping in which ``keys`` stand for words, as typed, and those that stand for a list or a mapping, left out of it."""
    wrong = [key for key in keys if isinstance(held.get(key), dict | list)]
    as_typed = {key: typed[key] for key in keys if key in typed and isinstance(held.get(key), bool | int | float)}
    return {key: value for key, value in (held | as_typed).items() if key not in wrong}, wrong


def entries_of(held: Any, typed: Any) -> tuple[list[Any], list[tuple[int, str]]]:
    """The entries of a list, which may be one entry alone, with their words as above; what was left out, by number and key."""
    entries, wrong = [], []
    pairs = zip(*(value if isinstance(value, list) else [value] for value in (held, typed)), strict=True)
    for number, (entry, as_typed) in enumerate(pairs, 1):
        if isinstance(entry, dict):
            entry, misused = words_of(entry, as_typed, list(entry))
            wrong += [(number, key) for key in misused]
        entries.append(entry if isinstance(entry, dict) else A_LIST if isinstance(entry, list) else as_typed)
    return entries, wrong


def broken(raw: Raw, reading: Reading, error: FrontError, body: str, offset: int) -> Note:
    """A note without its front matter, and the finding that says so."""
    reading.find("broken-front-matter", "error", raw.place(error.line), str(error), REMEDY)
    return Note({}, {}, body, offset, broken=True)


def parsed(head: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, int]]:
    """The front matter as data, as typed, and the lines of its keys; FrontError for anything but a small, plain mapping."""
    if len(head) > MOST_FRONT:
        raise FrontError("开头的要素超过64 KB。", 2)
    try:
        refuse_tricks(head)
        node = yaml.compose(head, Loader=yaml.SafeLoader)
        refuse_repeats(node)
        front = yaml.safe_load(head)
        typed = yaml.load(head, Loader=yaml.BaseLoader)  # strings, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise FrontError(f"开头的要素不是合规的YAML（{fault(error.problem or '')}）。", line) from None
    except ValueError:
        raise FrontError("开头的要素中有不存在的日期或数。", line_of_no_day(head)) from None
    except yaml.YAMLError:
        raise FrontError("开头的要素不是合规的YAML。", 2) from None
    if not isinstance(front, dict):
        raise FrontError("开头的要素不是“键: 值”的形式。", 2)
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value} if isinstance(node, yaml.MappingNode) else {}
    return plain(front), plain(typed), lines


def line_of_no_day(head: str) -> int:
    """The file line of the first value that looks like a day and is none, such as 2026-13-01."""
    for event in yaml.parse(head, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent) and re.match(r"\d{4}-\d{1,2}-\d{1,2}", event.value):
            try:
                date(*map(int, re.findall(r"\d+", event.value)[:3]))
            except ValueError:
                return (event.start_mark.line if event.start_mark else 0) + 2
    return 2


def refuse_tricks(head: str) -> None:
    """FrontError for references (which can swell a short text without bound), for tags (!!set) and for deep nesting."""
    depth = 0
    for event in yaml.parse(head, Loader=yaml.SafeLoader):
        line = (event.start_mark.line if event.start_mark else 0) + 2
        if isinstance(event, yaml.AliasEvent):
            raise FrontError("开头的要素含有YAML引用（*），不接受。", line)
        if getattr(event, "tag", None) is not None:
            raise FrontError("开头的要素含有YAML标签（!），不接受。", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise FrontError(f"开头的要素嵌套超过{MOST_DEPTH}层。", line)


def refuse_repeats(node: yaml.Node | None) -> None:
    """FrontError for a key that stands twice in one mapping, of which YAML would silently keep the last."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            refuse_repeats(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise FrontError(f"“{key.value}”写了两次。", key.start_mark.line + 2)
            seen.add(str(key.value))
            refuse_repeats(value)


def plain(value: Any) -> Any:
    """YAML data as JSON can say it: keys as text, days as ISO text, anything unusual as its text."""
    if isinstance(value, dict):
        return {printable(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    return printable(str(value))
