"""report.docx: the issue in the house's own template, its charts native, each of its figures a content control."""

from __future__ import annotations

from yanbao.report.blocks import Report
from yanbao.report.press import Press
from yanbao.report.theme import load_theme
from yanbao.report.writers.word.body import Body
from yanbao.report.writers.word.completion import chosen, fill, number
from yanbao.report.writers.word.package import MAIN, NAMESPACES
from yanbao.report.writers.word.properties import add_properties
from yanbao.report.writers.word.setting import Setting
from yanbao.report.writers.word.signing import add_signature
from yanbao.report.writers.word.template import section_of

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def write(report: Report, press: Press) -> bytes:
    """The package in the press's template; the same report and template give the same bytes.

    A template that cannot be used gives way to the one that ships: ``completion.findings`` says so.
    """
    template = chosen(press.template)
    setting = Setting(report, load_theme(), template)
    package = template.package
    package.relate("", MAIN_RELATION, MAIN)
    body = Body(setting)
    inside = "".join(body.parts()) + section_of(template)
    package.add(MAIN, f"<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>", DOCUMENT)
    number(template, body.lists)
    fill(template, running(report))
    add_properties(package, report)
    add_signature(package, report)
    return package.packed()


def running(report: Report) -> dict[str, str]:
    """Words of the running head and foot by the tag of the control they go into."""
    issue, words = report.issue, report.issue.language.words
    cover = report.cover
    day = cover.published if cover else issue.week.last
    return {
        "yanbao-label": words("证券研究报告"),
        "yanbao-running": f"{words('{sector}行业', sector=issue.sector)}　{day}",
        "yanbao-notice": words("请务必阅读文末重要声明"),
        "yanbao-house": issue.house,
    }
