import pytest

from printing import DESK, cover, report
from yanbao.report.blocks import Analyst
from yanbao.report.checks.registration_numbers import registration_numbers


def test_sound_numbers_are_silent() -> None:
    assert list(registration_numbers(report(), DESK)) == []


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        ("S9999424030001", "不合格式"),
        ("S9999524130001", "不合格式"),
        ("S999952403000", "不合格式"),
        ("S1234524030001", "不属于本机构"),
        ("S9999526060001", "晚于报告"),
    ],
)
def test_a_wrong_number_is_named(number: str, trouble: str) -> None:
    (finding,) = registration_numbers(report(cover=(cover(analysts=(Analyst("甲", number),)),)), DESK)
    assert trouble in finding.message


def test_a_report_that_nobody_signs_speaks() -> None:
    assert len(list(registration_numbers(report(cover=(cover(analysts=()),)), DESK))) == 1
