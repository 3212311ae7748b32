"""A signature that someone wrote anew is held against the data as far as it makes sense, and refused in plain words where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from resigned import resigned
from words import changed, packed, parts
from yanbao.core.finding import Finding, YanbaoError
from yanbao.report.writers.word.signing import PART

Check = Callable[[bytes], list[Finding]]


@pytest.mark.parametrize("tag", ["", "x", "f0001", "f" + "9" * 5000, "f-001"])
def test_numbers_of_figures_that_are_none_of_ours_or_come_twice_are_told(tag: str, report: bytes, check: Check) -> None:
    (found,) = check(resigned(report, 'tag="f0002"', f'tag="{tag}"'))
    assert (found.code, found.level) == ("signature-altered", "error") and "编号" in found.message


def test_two_signatures_are_one_too_many(report: bytes, check: Check) -> None:
    held = parts(resigned(report, 'week="2026-05-22"', 'week="2026-05-15"'))
    relations = "word/_rels/document.xml.rels"
    one = re.search(rb'<Relationship [^>]*customXml"[^>]*/>', held[relations])
    assert one is not None
    other = re.sub(rb'Target="[^"]*"', b'Target="../customXml/item9.xml"', re.sub(rb' Id="[^"]*"', b' Id="rId900"', one[0]))
    made = parts(report) | {"customXml/item9.xml": held[PART], relations: held[relations].replace(one[0], other + one[0])}
    (found,) = check(packed(made))
    assert found.code == "signature-altered" and "不止一份" in found.message


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('language="zh"', 'language="../../secret"'),
        ('language="zh"', 'language="fr"'),
        ('sector="telecom"', ""),
        ('week="2026-05-22"', 'week="soon"'),
    ],
)
def test_an_issue_that_cannot_be_told_is_the_documents_fault(was: str, now: str, report: bytes, check: Check) -> None:
    with pytest.raises(YanbaoError, match=r"没有写明是哪一期.*edited\.docx"):
        check(resigned(report, was, now))


def test_a_signature_of_another_week_does_not_fit_the_data(report: bytes, check: Check) -> None:
    found = check(resigned(report, 'week="2026-05-22"', 'week="2026-05-15"'))
    assert "signed-differs" in {one.code for one in found}


def test_a_paragraph_without_an_end_is_refused_before_it_is_compared(report: bytes, check: Check) -> None:
    endless = f"<w:p><w:r><w:t>{'涨1.2%，' * 4000}</w:t></w:r></w:p>"
    with pytest.raises(YanbaoError, match="分成几段"):
        check(changed(report, "<w:sectPr", f"{endless}<w:sectPr"))
