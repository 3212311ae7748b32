"""The page with margins in a real browser: notes beside their text, links both ways, dark on request, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checked import result
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
