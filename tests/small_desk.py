"""A small desk: a workspace without market data whose issues are a few words, published as often as a test likes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yanbao.core.finding import Finding
from yanbao.core.progress import Tell
from yanbao.desk.archive.formats import folder_of
from yanbao.desk.archive.publish import Published, Wish, publish
from yanbao.desk.ingest import ingest
from yanbao.desk.run import Run, open_run
from yanbao.desk.weekly import Made, write_issue
from yanbao.desk.workspace import create
from yanbao.report.blocks import Report
from yanbao.report.language import language as language_of
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.press import Press
from yanbao.report.writers import facts

WEEK = date(2026, 5, 22)


class Desk:
    """A workspace without any market data, whose weekly says ``words`` in two of its formats and has ``findings``."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.words = "板块上涨。"
        self.findings: tuple[Finding, ...] = ()
        create(workspace, sample=False)
        note = workspace / "notes/2026-05-22/telecom/risks.md"
        note.parent.mkdir(parents=True)
        note.write_text("---\nsection: risks\n---\n1. **需求：** 不及预期。\n", encoding="utf-8")
        ingest(workspace)

    def make(self, run: Run, tell: Tell = lambda text: None, language: Language = CHINESE) -> Made:
        """What stands in for the pipeline: it reads the settings of whatever workspace it is given."""
        report = Report(replace(run.issue, language=language), (), findings=self.findings)
        said = f"{self.words} {report.issue.name} {run.wiring.get('desk').statement[:20]}"
        told = json.loads(facts.write(report, Press(self.workspace))) | {"said": self.words}
        if run.issue.corrects:
            said += f" 更正{run.issue.corrects.number}：{run.issue.corrects.reason}"
        files = {"report.html": f"<p>{said}</p>".encode(), "facts.json": json.dumps(told, ensure_ascii=False).encode()}
        files |= {"report.pdf": b"%PDF-1.7 of a few words", "findings.json": b"[]"}
        return Made(report, files, None)

    @staticmethod
    def for_readers(run: Run, made: Made) -> dict[str, bytes]:
        """What stands in for the copies that readers get."""
        return made.files | {"report.html": made.files["report.html"] + b" For readers."}

    def draft(self, day: date = WEEK, code: str = "zh") -> Path:
        """The weekly of a week in a language, written as a draft."""
        run = open_run(self.workspace, "telecom", day, None)
        folder = self.workspace / "issues" / run.issue.week.key / "telecom" / folder_of(code)
        write_issue(run, self.make(run, language=language_of(code)), folder)
        return folder

    def publish(self, day: date = WEEK, **said: str) -> Published:
        """The draft, published."""
        return publish(self.workspace, Wish("telecom", day, **said))

    def folders(self) -> list[str]:
        """All that lies in the archive's weeks, hidden or not."""
        return sorted(path.name for path in (self.workspace / "published").glob("20*/*"))

    def standing_in(self, monkeypatch: pytest.MonkeyPatch) -> Desk:
        """Its words stand in for the pipeline in publishing and rebuilding."""
        monkeypatch.setattr("yanbao.desk.archive.formats.make", self.make)
        monkeypatch.setattr("yanbao.desk.archive.formats.for_readers", self.for_readers)
        return self
