from printing import codes, report
from yanbao.report.blocks import Para
from yanbao.report.checks.risk_statement import risk_statement


def test_a_numbered_risk_is_enough() -> None:
    assert list(risk_statement(report())) == []


def test_a_section_without_risks_speaks() -> None:
    assert codes(list(risk_statement(report(risks=(Para(("—（数据暂缺）",)),))))) == ["risk-statement"]
