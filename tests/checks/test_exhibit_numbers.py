from dataclasses import replace

from printing import codes, exhibit, report
from yanbao.report.assemble import made
from yanbao.report.blocks import Exhibit
from yanbao.report.checks.exhibit_numbers import exhibit_numbers, place_of


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


def test_an_exhibit_without_data_keeps_its_number_and_has_no_source() -> None:
    held = [replace(exhibit(number), number=0, body=exhibit().body if number != 2 else None) for number in (1, 2, 3)]
    (section,) = made("通信", [("body", "正文", lambda: held)], lambda function, **_: function())
    assert [(block.number, block.source) for block in section.blocks if isinstance(block, Exhibit)] == [(1, "样例"), (2, ""), (3, "样例")]
    assert list(exhibit_numbers(report(body=section.blocks))) == []


def test_an_exhibit_is_named_by_its_title_and_by_the_programs_name_only_without_one() -> None:
    named = [place_of(exhibit(4, title=(title,))) for title in ("通信指数走势", "长" * 30, " ")]
    assert named == ["图表4“通信指数走势”", f"图表4“{'长' * 24}…”", "图表4（e4）"]
    assert place_of(exhibit(0)) == "首页图“通信指数走势”"
