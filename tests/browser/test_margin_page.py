"""The page with margins in a real browser: notes beside their text, links both ways, dark on request, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checked import document, reading, result
from yanbao.review.result import judged
from yanbao.review.writers.margin import write

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    (tmp_path / "page.html").write_text(write(result()), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1200, "height": 700})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("request", lambda request: complaints.append(request.url) if not request.url.startswith("file:") else None)
    opened.goto((tmp_path / "page.html").as_uri())
    yield opened
    opened.close()
    assert complaints == []


def test_a_note_stands_beside_its_paragraph_and_below_it_on_a_phone(page: Any) -> None:
    note, figure = page.locator("#n0"), page.locator("a.hit").first
    assert note.bounding_box()["x"] > figure.bounding_box()["x"] + figure.bounding_box()["width"]
    assert abs(note.bounding_box()["y"] - figure.bounding_box()["y"]) < 60
    page.set_viewport_size({"width": 390, "height": 800})
    assert note.bounding_box()["y"] > figure.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_click_leads_to_the_figure_and_back(page: Any) -> None:
    page.locator("#n2 .said").click()
    assert page.evaluate("location.hash") == "#f2" and page.locator("a.hit:has(:target)").inner_text() == "60.0%"
    page.locator("a.hit:has(:target)").click()
    assert page.evaluate("location.hash") == "#n2"


def test_the_button_turns_the_page_dark(page: Any) -> None:
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.locator("#dark").get_attribute("aria-pressed") == "true"


HEADS = (
    "公司简称",
    "证券代码",
    "收盘价（元）",
    "总市值（亿元）",
    *(f"{year}{item}" for item in ("营收", "净利", "PE ") for year in range(2024, 2028)),
)
FIRM = ("新易盛科技股份", "300502.SZ", "1,231.50", "13,512.3", *["1,238.6"] * 12)


@pytest.mark.parametrize("columns", [10, 16])
def test_a_wide_table_breaks_no_name_and_is_printed_whole(browser: Any, tmp_path: Path, columns: int) -> None:
    rows = (HEADS[:columns], FIRM[:columns], FIRM[:columns])
    whole = judged(reading(document("图表1：盈利预测", rows, "正文。")), {})
    (tmp_path / "wide.html").write_text(write(whole), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.goto((tmp_path / "wide.html").as_uri())
    for width in (1300, 420):
        page.set_viewport_size({"width": width, "height": 900})
        name = page.locator("table.data tr:nth-child(2) td").first
        assert name.bounding_box()["height"] < 40 and page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    assert page.locator("table.data").bounding_box()["width"] <= PAPER
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    page.close()


PAPER = 680
"""Pixels between the margins of A4: 180 mm."""
