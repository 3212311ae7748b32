"""The page in a real browser: a click or Enter opens a trace, Esc closes it, charts come alive, and nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from traced import everything, market, points
from yanbao.report.press import Press
from yanbao.report.writers.html import write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"market": market(), "everything": everything(), "points": points()}
    for name, report in made.items():
        (folder / f"{name}.html").write_bytes(write(report, Press(folder)))
    return {name: folder / f"{name}.html" for name in made}


class Visit:
    """An open page that remembers what it complained of and what it asked for."""

    def __init__(self, browser: Any, path: Path, **screen: Any) -> None:
        self.page = browser.new_page(**screen)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def panel(self) -> Any:
        return self.page.locator("#panel")


def test_a_click_opens_the_trace_and_esc_gives_the_focus_back(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["market"])
    visit.page.locator("#s-market .f").first.click()
    said = visit.panel().inner_text()
    assert "-0.97%" in said and "此处印作 0.97%" in said
    assert "(8126.06 ÷ 8205.73 − 1) × 100% = -0.97%" in said
    assert "其他出现处（1）" in said
    visit.panel().locator("summary").first.click()
    visit.panel().get_by_text("inbox/levels.csv").wait_for()
    assert "2026-05-24 20:15:00" in visit.panel().inner_text()
    visit.page.keyboard.press("Escape")
    assert not visit.panel().is_visible()
    assert visit.page.evaluate("document.activeElement.id") == visit.page.locator("#s-market .f").first.get_attribute("id")


def test_enter_opens_the_trace_of_a_query_with_its_rows(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["market"])
    visit.page.locator("#s-market .f", has_text="22").first.focus()
    visit.page.keyboard.press("Enter")
    assert "数据行（共 31 行）" in visit.panel().inner_text()
    assert visit.panel().locator("tr.own").inner_text().startswith("8010021.SI")


def test_an_absence_opens_its_reason_and_its_finding(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["market"])
    visit.page.locator("#s-market .f.missing").first.click()
    assert "本月通报未披露" in visit.panel().inner_text()
    assert "端口未披露。" in visit.panel().inner_text()


def test_charts_come_alive_without_a_word_or_a_request(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["everything"])
    charts = visit.page.locator(".chart")
    for place in range(charts.count()):
        charts.nth(place).scroll_into_view_if_needed()
        charts.nth(place).locator(".live svg").wait_for()
    assert visit.complaints == []
    assert visit.requests == [files["everything"].as_uri()]


def test_a_bar_that_carries_a_figure_opens_it(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["everything"])
    bars = visit.page.locator("#exhibit-3 .live .mark-rect path")
    visit.page.locator("#exhibit-3").scroll_into_view_if_needed()
    bars.first.wait_for()
    bars.first.click()
    assert "6.56%" in visit.panel().inner_text()


def test_a_point_of_a_line_opens_its_row(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["points"])
    visit.page.locator("#exhibit-2 summary").click()
    visit.page.locator("#exhibit-2 .numbers .f").last.click()
    assert visit.panel().locator(".big").inner_text() == "100.00%"
    assert visit.panel().locator(".when").inner_text() == "2025-05-21"
    assert visit.panel().locator("tr.own").inner_text().split() == ["2025-05-21", "100"]
    assert "yanbao why 'measure:line:2026-05-22'" in visit.panel().inner_text(), "the line is in facts.json"


def test_a_bar_without_a_label_opens_its_month(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["points"])
    bars = visit.page.locator("#exhibit-1 .live .mark-rect path")
    visit.page.locator("#exhibit-1").scroll_into_view_if_needed()
    bars.first.wait_for()
    bars.first.click()
    assert "18.20%" in visit.panel().inner_text()


def test_a_phone_needs_no_sideways_scrolling(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["everything"], viewport={"width": 390, "height": 844})
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    visit.page.locator("#menu").click()
    assert visit.page.locator("#contents").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_findings_stand_under_the_report_in_its_column_and_in_the_contents(browser: Any, files: dict[str, Path], width: int) -> None:
    visit = Visit(browser, files["market"], viewport={"width": width, "height": 844})
    main, findings = (visit.page.locator(name).bounding_box() for name in ("#main", "#findings"))
    assert (findings["x"], findings["width"]) == (main["x"], main["width"])
    assert findings["y"] >= main["y"] + main["height"]
    visit.page.locator("footer").scroll_into_view_if_needed()
    visit.page.locator("#contents a.here", has_text="核对结果").wait_for(state="attached")


def test_dark_is_the_system_s_wish_or_the_reader_s(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["market"], color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert visit.page.evaluate(paper) == "rgb(19, 26, 35)"
    visit.page.locator("#dark").click()
    assert visit.page.evaluate(paper) == "rgb(255, 255, 255)"


def test_paper_keeps_charts_and_leaves_the_screen_s_furniture_out(browser: Any, files: dict[str, Path]) -> None:
    visit = Visit(browser, files["everything"])
    visit.page.emulate_media(media="print")
    assert visit.page.locator("#exhibit-1 .still svg").is_visible()
    assert not visit.page.locator(".bar").is_visible()
    assert "图表1" in visit.page.locator("#exhibit-1 figcaption").inner_text()
