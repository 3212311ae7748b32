"""PDFs made to hurt: what bursts bursts alone, nothing in a file is run, and crowded pages take time by what stands on them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from opened import pdf, stream

from growth import grows_evenly, seconds_of
from yanbao.core import confined
from yanbao.core.finding import YanbaoError
from yanbao.reader.documents import open_document
from yanbao.reader.documents.pdf import read as read_pdf

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines")
WORDS = b"BT /F1 9 Tf 50 700 Td (Revenue 10.51 billion in 2025, up 6.1% from 10.00 billion.) Tj ET"


@linux
def test_forms_within_forms_that_make_billions_of_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MEMORY", 200 * 2**20)
    forms = [
        stream(
            b"/X Do " * 20 if number < 14 else WORDS,
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F1 4 0 R>>/XObject<</X %d 0 R>>>>" % min(number + 1, 14),
        )
        for number in range(6, 15)
    ]
    data = pdf(b"/X Do " * 20, *forms)
    assert len(data) < 5000
    with pytest.raises(YanbaoError, match=r"PDF超过了 0.2 GB 内存、60 秒的上限.*a.pdf"):
        open_document(data, "a.pdf")


def test_what_a_file_would_have_done_when_opened_is_not_done(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    script = b"/OpenAction<</S/JavaScript/JS(app.launchURL('file://%s'))>>/AA<</WC 6 0 R>>" % bytes(mark)
    launch = b"<</S/Launch/F(/bin/touch)/Win<</F(touch)/P(%s)>>>>" % bytes(mark)
    document = open_document(pdf(WORDS, launch, catalog=script, page=b"/AA<</O 6 0 R>>"), "a.pdf")
    assert "6.1%" in document.text and not mark.exists()


@linux
def test_what_takes_too_long_waits_for_ever_or_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 1)

    def busy() -> int:
        while True:
            pass

    tasks: list[Callable[[], object]] = [
        busy,
        lambda: os.read(os.pipe()[0], 1),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: bytearray(4 * 2**30),
    ]
    for task in tasks:
        with pytest.raises(YanbaoError, match="上限，或使读取中断"):
            confined.confined(task, "a.pdf")


@linux
def test_an_answer_too_long_to_hold_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "ANSWER", 2**20)
    with pytest.raises(YanbaoError, match="上限"):
        confined.confined(lambda: b"1" * 2**23, "a.pdf")


def test_what_is_made_comes_back_and_errors_are_those_of_the_task() -> None:
    def refuse() -> None:
        raise YanbaoError("没有", "a.pdf", "另存")

    assert confined.confined(lambda: {"页": [1, 2]}, "a.pdf") == {"页": [1, 2]}
    with pytest.raises(YanbaoError, match=r"没有（a.pdf）。处理：另存"):
        confined.confined(refuse, "a.pdf")
    with pytest.raises((RuntimeError, ZeroDivisionError), match="by zero"):
        confined.confined(lambda: 1 // 0, "a.pdf")


def test_a_file_locked_in_an_unknown_way_is_not_called_broken() -> None:
    locked = pdf(WORDS).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Odd/V 9/R 9>>/ID[<00><00>]")
    with pytest.raises(YanbaoError, match="不支持的方式加密"):
        open_document(locked, "a.pdf")


def crowd(across: int, down: int, step: tuple[float, float]) -> bytes:
    """A page of numbers in rows, from its lower left corner."""
    shown = (b"1 0 0 1 %.2f %.2f Tm (%d) Tj" % (10 + x * step[0], 20 + y * step[1], x % 9) for y in range(down) for x in range(across))
    return pdf(b"BT /F1 1 Tf " + b" ".join(shown) + b" ET")


@pytest.mark.parametrize(
    "crowded",
    [
        lambda size: crowd(90, 10 * size, (6, 2 / size)),
        lambda size: crowd(1200 * size, 1, (2, 1)),
        lambda size: crowd(1, 1200 * size, (2, 0.2)),
    ],
    ids=["at the edge", "in one line", "in one column"],
)
def test_numbers_that_crowd_a_page_take_time_by_their_number(crowded: Callable[[int], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "confined", lambda task, *told: task())

    def seconds(size: int) -> float:
        data = crowded(size)
        return seconds_of(lambda: read_pdf(data, "a.pdf"))

    assert grows_evenly(seconds, 1)
