from printing import codes, exhibit, report
from yanbao.report.checks.exhibit_numbers import exhibit_numbers


def test_numbers_without_a_gap_are_sound() -> None:
    assert list(exhibit_numbers(report(body=(exhibit(1), exhibit(2))))) == []


def test_a_gap_is_named_with_the_number_it_should_bear() -> None:
    (finding,) = exhibit_numbers(report(body=(exhibit(1), exhibit(3))))
    assert finding.code == "exhibit-number"
    assert "应为 2，印作 3" in finding.message


def test_an_exhibit_without_source_or_title_is_named() -> None:
    found = list(exhibit_numbers(report(body=(exhibit(1, source=" "), exhibit(2, title=())))))
    assert codes(found) == ["exhibit-source", "exhibit-title"]
    assert "图表1" in found[0].place
