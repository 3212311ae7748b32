"""The finished files are read back: what a writer drops, alters or puts elsewhere becomes a finding; sound files say nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from paper import cited
from traced import everything, market, printing
from words import changed
from yanbao.report.blocks import Para, Report
from yanbao.report.press import Press
from yanbao.report.writers import WRITERS
from yanbao.report.written import MOST, written

Bytes = Callable[[str, Report], bytes]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Bytes:
    cache = tmp_path_factory.mktemp("drawings")
    return lambda name, report: WRITERS[name](report, Press(cache))


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("report", [market(), everything()], ids=["market", "everything"])
def test_what_the_writers_write_reads_back(name: str, report: Report, made: Bytes) -> None:
    assert list(written(report, name, made(name, report))) == []


@pytest.mark.parametrize("name", ["report.html", "report.pdf", "report.docx"])
def test_a_file_of_another_report_is_told_but_not_at_length(name: str, made: Bytes) -> None:
    found = list(written(everything(), name, made(name, market())))
    assert len(found) == MOST
    assert {(finding.code, finding.level) for finding in found} == {("written-differs", "error")}
    assert all(finding.place.startswith(name) for finding in found)


def spoilt(made: Bytes, before: str, after: str) -> list[str]:
    page = made("report.html", market()).decode()
    assert before in page
    return [finding.message for finding in written(market(), "report.html", page.replace(before, after).encode())]


def test_a_figure_printed_otherwise_is_told(made: Bytes) -> None:
    (told,) = spoilt(made, ">68.3%<", ">63.8%<")
    assert "“68.3%”" in told and "没有印出" in told


def test_what_only_a_script_a_drawing_or_the_findings_hold_is_not_printed(made: Bytes) -> None:
    for hidden in ("<script>68.3%</script>", "<svg><text>68.3%</text></svg>", '<section id="findings"><p>68.3%</p></section>'):
        (told,) = spoilt(made, ">68.3%<", f">{hidden}<")
        assert "没有印出" in told


def spoilt_word(made: Bytes, before: str, after: str) -> list[str]:
    data = changed(made("report.docx", market()), before, after)
    return [finding.message for finding in written(market(), "report.docx", data)]


def test_a_figure_that_the_word_file_prints_otherwise_is_told(made: Bytes) -> None:
    (told,) = spoilt_word(made, ">68.3%<", ">63.8%<")
    assert "“68.3%”" in told and "没有印出" in told


def test_what_only_the_lists_of_the_word_file_hold_is_not_printed(made: Bytes) -> None:
    title = '<w:r><w:t xml:space="preserve">端口</w:t></w:r></w:p>'
    (told,) = spoilt_word(made, title, "</w:p>")
    assert "端口" in told


def test_a_label_that_the_chart_of_the_word_file_lacks_is_told(made: Bytes) -> None:
    data = changed(made("report.docx", everything()), "23.4GB", "24.3GB", "word/charts/chart3.xml")
    (told,) = [finding.message for finding in written(everything(), "report.docx", data)]
    assert "“23.4GB”" in told


def test_a_paragraph_out_of_its_place_is_told(made: Bytes) -> None:
    page = made("report.html", market()).decode()
    start = page.index('<p class="indent">通信')
    end = page.index("</p>", start) + 4
    moved = page[:start] + page[end:].replace("</figure>", "</figure>" + page[start:end], 2)
    told = [finding.message for finding in written(market(), "report.html", moved.encode())]
    assert any("不在应在的位置" in message for message in told)


def test_the_running_heads_of_a_pdf_do_not_part_a_paragraph(made: Bytes) -> None:
    long = Para(tuple(part for place in range(400) for part in (f"第{place}句说明增长", cited(place, f"{place}%"), "。")))
    report = printing(long)
    assert list(written(report, "report.pdf", made("report.pdf", report))) == []
