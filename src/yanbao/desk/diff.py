"""What changed: two issues of a sector, or one issue and what its week would say as of another moment."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yanbao.core.finding import YanbaoError
from yanbao.core.printable import printable
from yanbao.desk.archive.issues import SEAL, Edition, frozen_around, published
from yanbao.desk.compose import compose
from yanbao.desk.filing import PAGE, ours, regular
from yanbao.desk.run import open_run
from yanbao.desk.why import holds, issue_folders, other_layout, read_facts, remedy
from yanbao.desk.workspace import is_workspaces
from yanbao.report.changes import changes
from yanbao.report.changes.listing import Group, groups
from yanbao.report.changes.model import Changes
from yanbao.report.changes.page import page
from yanbao.report.changes.terminal import lines
from yanbao.report.language.chinese import CHINESE
from yanbao.report.press import Press
from yanbao.report.writers import facts as facts_writer
from yanbao.store.files import replace

Facts = dict[str, Any]
UNLISTED = "没有数字的文字未作比较：其中一期由较早的版本写出，没有列出全部句子。"
FACTS = "facts.json"
FORMAT = "yanbao.diff"
FIRST_LINE = "yanbao diff 两期比较"
"""The first line of a comparison that is written to a file as lines."""
OPENINGS = tuple(re.compile(opening.encode()) for opening in (PAGE % "yanbao diff", rf'\{{\n "format": "{FORMAT}",\n', f"{FIRST_LINE}\n"))
"""How every comparison begins that was written to a file: the page, JSON, the lines of a terminal."""
ISSUE = {"name": str, "sector": str, "week": {"key": str, "last": str}, "as_of": str}
SENTENCE = {"section": str, "text": str, "figures": list}
LAYOUT = {"issue": ISSUE, "sections": [{"key": str, "title": str}], "sentences": [SENTENCE], "exhibits": [{"key": str}]}
"""What a comparison needs of ``facts.json`` besides what ``yanbao why`` reads."""


@dataclass(frozen=True)
class Read:
    """An issue's facts, what kind of edition they are of, and its folder (None for what was composed for the comparison)."""

    facts: Facts
    kind: str
    folder: Path | None

    @property
    def moment(self) -> str:
        """The moment it speaks as of."""
        return str(self.facts["issue"]["as_of"]).replace("T", " ")


def apart(one: Read, other: Read) -> tuple[str, str]:
    """Two editions of one week by what sets them apart: their kinds, with their moments, or else their folders, where these differ."""
    if one.moment != other.moment:
        return f"{one.kind}（截止 {one.moment}）", f"{other.kind}（截止 {other.moment}）"
    if one.kind == other.kind:
        return f"{one.kind}（{one.folder}）", f"{other.kind}（{other.folder}）"
    return one.kind, other.kind


@dataclass(frozen=True)
class Difference:
    """The changes found, the titles of sections for whoever prints them, and where the two issues were read from."""

    changes: Changes
    sections: Mapping[str, str]
    editions: tuple[Read, Read]

    @property
    def title(self) -> str:
        """What is compared: two weeks by name, two editions of one week by what sets them apart."""
        new = self.changes.new["name"]
        if not self.same_week:
            return f"{new}：与{self.changes.old['name']}的差异"
        one, other = apart(*self.editions)
        return f"{new}：{one}与{other}的差异"

    @property
    def same_week(self) -> bool:
        """Whether both are of one week."""
        return bool(self.changes.old["week"]["key"] == self.changes.new["week"]["key"])

    @property
    def heads(self) -> tuple[str, str]:
        """The two issues, each with the moment it speaks as of."""
        one, other = (f"{read.facts['issue']['name']}，{read.kind}，截止时点 {read.moment}" for read in self.editions)
        return one, other

    def groups(self) -> list[Group]:
        """What differs, by kind."""
        return list(groups(self.changes, self.sections))

    def page(self) -> str:
        """The page."""
        return page(self.title, self.heads, self.groups(), self.remark)

    def text(self) -> str:
        """The lines of a terminal."""
        return "\n".join(map(printable, (*lines(self.title, self.groups()), *([self.remark] if self.remark else ()))))

    @property
    def remark(self) -> str:
        """What could not be compared."""
        return UNLISTED if self.changes.prose is None else ""

    def as_data(self) -> dict[str, Any]:
        """The changes for other programs; fields are only ever added."""
        return {"format": FORMAT, "version": 1} | asdict(self.changes)


def diff(workspace: Path, old: str, new: str) -> Difference:
    """The changes from one issue to another; YanbaoError when one is not there, or they are of two sectors or languages."""
    return compared(read(find_issue(workspace, old)), read(find_issue(workspace, new)))


def diff_as_of(workspace: Path, issue: str, as_of: datetime) -> Difference:
    """The changes from an issue as it stands to what its week would say as of another moment, which is composed anew.

    YanbaoError for a moment before the week's last session: the week was not over then.
    """
    held = read(find_issue(workspace, issue))
    about = held.facts["issue"]
    try:
        last = date.fromisoformat(about["week"]["last"])
    except ValueError:
        raise other_layout(Path(issue)) from None
    if as_of.date() < last:
        raise YanbaoError(f"{as_of:%F %T} 早于该周最后一个交易日 {last}，那时还没有这一期", "--as-of", f"写 {last} 或以后的时点")
    if language(held) != CHINESE.code:
        raise YanbaoError("--as-of 只重新写成中文，不能与其他语言的一期相比", str(held.folder), "写中文的那一期")
    run = open_run(workspace, about["sector"], last, as_of)
    now: Facts = json.loads(facts_writer.write(compose(run), Press(run.moment.root / "cache")))
    return compared(held, Read(now, "重新成文", None))


def compared(old: Read, new: Read) -> Difference:
    """Two issues' changes; YanbaoError for two sectors, and for two languages."""
    one, other = old.facts, new.facts
    names = f"{one['issue']['name']}；{other['issue']['name']}"
    if one["issue"]["sector"] != other["issue"]["sector"]:
        raise YanbaoError("两期不是同一行业，数字无从相比", names, "比较同一行业的两期")
    if language(old) != language(new):
        raise YanbaoError("两期不是同一语言，措辞无从相比", names, "比较同一语言的两期")
    titles = {section["key"]: section["title"] for section in (*one["sections"], *other["sections"])}
    return Difference(changes(one, other), titles, (old, new))


def language(held: Read) -> str:
    """The language an issue is written in; Chinese is not stated."""
    return str(held.facts["issue"].get("language", CHINESE.code))


def find_issue(workspace: Path, asked: str) -> Path:
    """The folder of an issue named by its path or that of its facts.json, by week and sector, or by a week that has one only.

    2026-05-22/telecom is a name; it means the draft where there is one, else what was published under it.
    """
    if Path(asked).name == FACTS and Path(asked).is_file():
        return Path(asked).parent
    if found := next((path for path in (Path(asked), workspace / asked) if (path / FACTS).is_file()), None):
        return found
    named = {edition.name: folder for edition, folder in published(workspace).items()}
    named |= {f"{folder.parent.name}/{folder.name}": folder for folder in issue_folders(workspace)}
    fitting = [name for name in named if asked in (name, name.partition("/")[0])]
    if len(fitting) == 1:
        return named[fitting[0]]
    known = "；".join(sorted(fitting or named, reverse=True)[:12])
    told = "有多期符合" if fitting else "没有这一期"
    raise YanbaoError(
        f"{told}“{asked}”", f"{workspace} 的 issues 与 published", f"写明其中一期：{known}" if known else "先运行 yanbao weekly"
    )


def read(folder: Path) -> Read:
    """``facts.json`` of an issue; YanbaoError when another version wrote it without what a comparison needs."""
    held = read_facts(folder)
    if not holds(held, LAYOUT):
        raise YanbaoError("这一期的 facts.json 没有列出句子，无从比较措辞（由较早的版本写出）", str(folder / FACTS), remedy(folder))
    return Read(held, kind_of(folder), folder)


def kind_of(folder: Path) -> str:
    """What kind of edition a folder holds: a draft, a published issue, or one of its corrections."""
    edition = Edition.of(folder.resolve()) if (folder / SEAL).is_file() else None
    if edition is None:
        return "已发布的一期" if (folder / SEAL).is_file() else "草稿"
    return f"更正{edition.number}" if edition.number else "已发布的一期"


def refuse_out(out: Path) -> None:
    """YanbaoError, before anything is compared, for a file that cannot be written or must not be.

    Its folder is made, but not the folder's own, which is most likely misspelt. No file of an issue, of a workspace's own folders or of
    anybody else is written over.
    """
    place, folder = out.absolute(), out.absolute().parent
    if frozen := frozen_around(place):
        raise YanbaoError("这个文件在已发布的一期之内，不能写", str(frozen), "--out 另写一处")
    if place.is_dir():
        raise YanbaoError("这是一个目录，不是文件", f"--out {out}", "写明目录中的文件名")
    regular(out)
    if not folder.parent.is_dir() or (folder.exists() and not folder.is_dir()):
        raise YanbaoError("输出文件的上级目录不存在", str(folder.parent), "先建立目录，或改正 --out")
    if place.exists() and (is_workspaces(place) or (folder / FACTS).is_file()):
        raise YanbaoError("这里是一期报告或工作区自己的文件，不替换它", f"--out {out}", "换一个文件名")
    if place.exists() and not ours(place, OPENINGS):
        raise YanbaoError("这里已有一个文件，不是 yanbao diff 写出的，不替换它", f"--out {out}", "换一个文件名，或先把该文件移走")
    held = folder if folder.exists() else folder.parent
    if not os.access(held, os.W_OK | os.X_OK):
        raise YanbaoError("没有写权限", str(held), "--out 另写一处，或请管理员开放写权限")


def write(out: Path, text: str, form: str) -> None:
    """The comparison as a file: the old one or the whole new one, never a part."""
    head = f"{FIRST_LINE}\n" if form == "text" else ""
    replace(out.absolute(), f"{head}{text.rstrip()}\n".encode())
