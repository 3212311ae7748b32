from dataclasses import replace

import pytest

from printing import DESK
from yanbao.core.sector import Review
from yanbao.report.checks.separation_of_duties import separation_of_duties


def test_different_people_are_silent() -> None:
    assert list(separation_of_duties(DESK)) == []


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (Review("甲", "丁"), "甲既是作者"),
        (Review("丙", "乙"), "乙既是作者"),
        (Review("丙", "丙"), "同为丙"),
        (Review("", "丁"), "没有指定"),
    ],
)
def test_one_person_in_two_roles_speaks(review: Review, words: str) -> None:
    (finding,) = separation_of_duties(replace(DESK, review=review))
    assert words in finding.message
