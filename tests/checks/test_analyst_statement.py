from printing import report
from yanbao.report.blocks import Para
from yanbao.report.checks.analyst_statement import analyst_statement


def test_a_whole_statement_is_silent() -> None:
    assert list(analyst_statement(report())) == []


def test_what_is_missing_is_named() -> None:
    (finding,) = analyst_statement(report(statement=(Para(("分析师声明：均已登记，独立完成。",)),)))
    assert "薪酬与观点无关的承诺" in finding.message
    assert "登记情况" not in finding.message
