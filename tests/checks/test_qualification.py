from dataclasses import replace

from printing import ISSUE, codes, report
from yanbao.report.blocks import Para
from yanbao.report.checks.qualification import qualification


def test_a_named_and_qualified_firm_is_silent() -> None:
    assert list(qualification(report())) == []


def test_a_firm_without_name_or_qualification_speaks() -> None:
    held = replace(report(), issue=replace(ISSUE, house="", qualification=""))
    assert codes(list(qualification(held))) == ["qualification", "qualification"]


def test_a_statement_of_another_firm_speaks() -> None:
    (finding,) = qualification(report(statement=(Para(("别家证券具备证券投资咨询业务资格。",)),)))
    assert "样例证券股份有限公司" in finding.message
