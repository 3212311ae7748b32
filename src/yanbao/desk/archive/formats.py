"""All files of an issue, of every format in every language it is published in: made for publishing, and again for a rebuild."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from yanbao.core.finding import Finding
from yanbao.core.progress import Tell
from yanbao.desk.archive.issues import READERS, Edition
from yanbao.desk.compose import spoken_in
from yanbao.desk.manifest import Correction
from yanbao.desk.run import Run, open_run
from yanbao.desk.weekly import for_readers, make
from yanbao.report.blocks import Corrects
from yanbao.report.language import SPOKEN
from yanbao.report.language.chinese import CHINESE
from yanbao.report.writers import REPORTS


@dataclass(frozen=True)
class Asked:
    """What makes an issue out of a workspace: its sector, its week (the last session), its moment, its languages, what it corrects."""

    sector: str
    week: str
    as_of: datetime
    languages: tuple[str, ...]
    correction: Correction | None = None

    @property
    def corrects(self) -> Corrects | None:
        """What its cover says of that."""
        if self.correction is None:
            return None
        edition = Edition.of(Path(self.correction.of))
        return Corrects(edition.number if edition else 0, self.correction.reason)


@dataclass(frozen=True)
class Formats:
    """The run, its files by name, and every finding against any of them.

    ``files`` are those of the issue: ``readers/report.pdf`` (in English ``readers/en/report.pdf``), which leaves the house, and
    ``facts.json``, ``findings.json``, which do not. ``drafts`` are the desk's own copies, in which the findings are told.
    """

    asked: Asked
    run: Run
    files: dict[str, bytes]
    drafts: dict[str, bytes]
    findings: tuple[Finding, ...]


def formats(workspace: Path, asked: Asked, tell: Tell = lambda text: None) -> Formats:
    """The files of an issue, by the pipeline that makes a draft."""
    run = open_run(workspace, asked.sector, date.fromisoformat(asked.week), asked.as_of, asked.corrects)
    files: dict[str, bytes] = {}
    drafts: dict[str, bytes] = {}
    findings: dict[Finding, None] = {}
    for code in asked.languages:
        made = make(run, tell, spoken_in(workspace, code))
        files |= shared_out(code, for_readers(run, made))
        drafts |= within(folder_of(code), made.files)
        findings |= dict.fromkeys(made.report.findings)
    return Formats(asked, run, files, drafts, tuple(findings))


def within(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files under their names in a folder."""
    return {f"{folder}{name}": data for name, data in files.items()}


def shared_out(code: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a language under their names in the issue: all that readers get lies in one folder, and nothing else does."""
    folders = {name: f"{READERS}/" if name in REPORTS else "" for name in files}
    return {f"{folders[name]}{folder_of(code)}{name}": data for name, data in files.items()}


def folder_of(code: str) -> str:
    """What stands before the names of files in a language: nothing in Chinese."""
    return "" if code == CHINESE.code else f"{code}/"


def drafted_in(draft: Path) -> tuple[str, ...]:
    """The languages a draft is there in, Chinese first."""
    return tuple(code for code in SPOKEN if (draft / folder_of(code) / "manifest.json").is_file())
