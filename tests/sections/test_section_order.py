"""Sections and ORDER agree, or the error says which of the two lacks what."""

from types import SimpleNamespace

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.report.sections import ORDER, agree, section, sections


def test_every_section_of_the_order_has_a_title_and_a_function() -> None:
    assert tuple(sections()) == ORDER


def test_a_module_outside_the_order_is_named() -> None:
    with pytest.raises(YanbaoError, match="calendar 没有列入次序"):
        agree(["cover"], ["cover", "calendar"])


def test_an_entry_without_a_module_is_named() -> None:
    with pytest.raises(YanbaoError, match="news 没有对应的模块"):
        agree(["cover", "news"], ["cover"])


def test_a_module_without_its_function_is_named() -> None:
    with pytest.raises(YanbaoError, match="TITLE 或函数 news"):
        section("news", SimpleNamespace(__name__="yanbao.report.sections.news", TITLE="新闻"))
