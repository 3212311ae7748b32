from printing import report
from yanbao.report.blocks import Para
from yanbao.report.checks.audience_notice import audience_notice


def test_a_notice_for_c3_is_silent() -> None:
    assert list(audience_notice(report())) == []


def test_a_statement_for_everybody_speaks() -> None:
    (finding,) = audience_notice(report(statement=(Para(("按适当性管理的要求，供在中华人民共和国境内使用。",)),)))
    assert "C3" in finding.message
    assert "境内" not in finding.message
