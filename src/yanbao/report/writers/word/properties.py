"""Document properties: title, subject, authors, keywords and house; the times are those of the data, never of the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from yanbao.core.clock import BEIJING
from yanbao.report.blocks import Report
from yanbao.report.writers.word.markup import words
from yanbao.report.writers.word.package import OFFICE, Package

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
SPACES = (
    f'xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def add_properties(package: Package, report: Report) -> None:
    """Both parts of properties, related to the package."""
    package.relate("", CORE_RELATION, package.add("docProps/core.xml", core(report), CORE_TYPE))
    company = f"<Application>yanbao</Application><Company>{words(report.issue.house)}</Company>"
    extended = f'<Properties xmlns="{EXTENDED}">{company}</Properties>'
    package.relate("", f"{OFFICE}/extended-properties", package.add("docProps/app.xml", extended, EXTENDED_TYPE))


def core(report: Report) -> str:
    """``docProps/core.xml``."""
    issue, said = report.issue, report.issue.language.words
    cover = report.cover
    signers = [analyst.name for analyst in cover.analysts] if cover and cover.analysts else [issue.house]
    sector = said("{sector}行业", sector=issue.sector)
    keywords = [said("证券研究报告"), sector, said("行业周报"), issue.week.key, issue.house]
    moment = moment_of(issue.as_of)
    held = {
        "dc:title": issue.name,
        "dc:subject": f"{sector}　{said('行业周报')}",
        "dc:creator": "；".join(signers),
        "cp:keywords": "；".join(keywords),
        "cp:lastModifiedBy": issue.house,
        "dc:language": issue.language.tag,
    }
    told = "".join(f"<{name}>{words(value)}</{name}>" for name, value in held.items())
    times = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified"))
    return f"<cp:coreProperties {SPACES}>{told}{times}</cp:coreProperties>"


def moment_of(as_of: datetime) -> str:
    """A moment in UTC as these properties write it; one without a zone is Beijing's."""
    return (as_of if as_of.tzinfo else as_of.replace(tzinfo=BEIJING)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
