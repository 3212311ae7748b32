"""What a page of a PDF holds and does not show: it is told and not read, but for what was recognised on a scanned page."""

from __future__ import annotations

import pypdfium2
import pytest
from opened import pdf, said, sound, stream

from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document
from yanbao.reader.documents import open_document

AGO = b"from 10.00 billion in the year before."
SCAN = stream(bytes(4), b"/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8")
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F1 4 0 R>>>>"


def opened(content: bytes, *more: bytes, page: bytes = b"") -> Document:
    document = open_document(pdf(content, *more, page=page), "a.pdf")
    sound(document)
    return document


def set_at(words: bytes, across: float, up: float = 700, dress: bytes = b"0 Tr", size: float = 12) -> bytes:
    """Words in Helvetica; a digit is 0.556 of the size wide."""
    return b"BT %s /F1 %g Tf %g %g Td (%s) Tj ET " % (dress, size, across, up, words)


def parted(hidden: bytes) -> bytes:
    """A figure of which something stands in the midst: 12 ends at 111.4."""
    return set_at(b"Revenue 12", 50) + hidden + set_at(b".5 billion, up 6.1% " + AGO, 111.4)


def told(document: Document) -> list[str]:
    return [notice.message for notice in document.notices if notice.code == "hidden-dropped"]


IN_LINE = b"BT /F1 12 Tf 50 700 Td (Revenue 12) Tj 3 Tr (9) Tj 0 Tr (.5 billion, up 6.1%% %s) Tj ET" % AGO
SHRUNK = b"BT 0 Tr /F1 12 Tf 0.01 0 0 0.01 111.4 700 Tm (9) Tj ET "
WHOLE = "Revenue 12.5 billion, up 6.1% " + AGO.decode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(IN_LINE, id="invisible, in the line"),
        pytest.param(parted(set_at(b"9", 109, dress=b"3 Tr")), id="invisible, over the line"),
        pytest.param(parted(set_at(b"9", 111.4, size=0.2)), id="a speck"),
        pytest.param(parted(SHRUNK), id="a speck by its matrix"),
        pytest.param(parted(set_at(b"9", 700)), id="beside the page"),
        pytest.param(parted(set_at(b"9", 111.4, -40)), id="below the page"),
    ],
)
def test_what_is_not_seen_parts_no_figure_and_is_told(content: bytes) -> None:
    document = opened(content)
    assert said(document) == [WHOLE]
    assert told(document) == ["文中有 1 处隐藏的文字，页面上看不见，没有读取：“9”。"]


@pytest.mark.parametrize("matrix", [b"", b"/Matrix[1 0 0 1 0 -300]"])
def test_a_form_may_hold_it(matrix: bytes) -> None:
    assert said(opened(b"/X Do", stream(IN_LINE, FORM + matrix))) == [WHOLE]


def test_a_form_may_shrink_what_it_holds() -> None:
    shrunk = stream(set_at(b"Kept 9.1", 0, 0), FORM + b"/Matrix[0.01 0 0 0.01 300 500]")
    document = opened(set_at(WHOLE.encode(), 50) + b"/X Do", shrunk)
    assert said(document) == [WHOLE] and len(told(document)) == 1
    grown = stream(set_at(b"Kept 9.1", 0, 0, size=0.5), FORM + b"/Matrix[20 0 0 20 300 500]")
    assert "Kept 9.1" in said(opened(set_at(WHOLE.encode(), 50) + b"/X Do", grown))


@pytest.mark.parametrize("turned", [b"", b"/Rotate 90"])
def test_a_page_ends_at_its_crop_box(turned: bytes) -> None:
    content = set_at(WHOLE.encode(), 150) + set_at(b"Slug 9.1", 20) + set_at(b"Trimmed 9.2", 150, 820)
    document = opened(content, page=b"/CropBox[100 100 595 800]" + turned)
    assert said(document) == [WHOLE]
    assert "“Slug 9.1" in told(document)[0] and "Trimmed 9.2”" in told(document)[0]
    assert not told(opened(content))


@pytest.mark.parametrize("mode", [0, 1, 2, 4, 5, 6])
def test_text_that_is_filled_or_stroked_is_read(mode: int) -> None:
    document = opened(set_at(WHOLE.encode(), 50, dress=b"%d Tr" % mode))
    assert said(document) == [WHOLE] and not document.notices


def test_small_print_and_a_dash_are_read() -> None:
    document = opened(set_at(WHOLE.encode(), 50) + set_at(b"Note 2.5", 50, 600, size=2) + set_at(b"- 3.5", 50, 500, size=4))
    assert said(document) == [WHOLE, "Note 2.5", "- 3.5"] and not document.notices


def test_spaces_that_are_not_seen_are_not_told() -> None:
    document = opened(set_at(WHOLE.encode(), 50) + set_at(b" . ", 50, 600, dress=b"3 Tr"))
    assert said(document) == [WHOLE] and not document.notices


def test_cells_stay_apart_though_something_hidden_stands_between() -> None:
    row = set_at(b"12.5", 50) + set_at(b"note", 60, 650, dress=b"3 Tr") + set_at(b"13.6", 78)
    assert said(opened(row + set_at(WHOLE.encode(), 50, 600)))[0] == "12.5 13.6"
    assert "129.5" not in opened(parted(set_at(b"99999", 111.4, dress=b"3 Tr"))).text


# --- a scanned page with what was recognised on it ---

LAYER = set_at(WHOLE.encode(), 50, dress=b"3 Tr")
PICTURE = b"q %d 0 0 %d 0 0 cm /X Do Q "


@pytest.mark.parametrize("content", [PICTURE % (595, 842) + LAYER, LAYER + PICTURE % (595, 842), PICTURE % (560, 700) + LAYER])
@pytest.mark.parametrize("stamp", [b"", set_at(b"p. 3", 500, 20)])
def test_what_was_recognised_on_a_scan_is_read(content: bytes, stamp: bytes) -> None:
    document = opened(content + stamp, SCAN)
    assert WHOLE in said(document) and not document.notices


def test_invisible_text_beside_a_picture_or_beside_words_is_none_of_a_scan() -> None:
    typed = set_at(b"Profit 3.5 billion, up 2.1% " + AGO, 50, 650)
    for content in (PICTURE % (300, 300) + LAYER + typed, PICTURE % (595, 842) + LAYER + typed, LAYER + typed):
        document = opened(content, SCAN)
        assert said(document) == ["Profit 3.5 billion, up 2.1% " + AGO.decode()] and len(told(document)) == 1


def test_a_file_that_shows_no_word_is_refused_with_the_reason() -> None:
    with pytest.raises(YanbaoError, match="文字是隐藏的.*取消隐藏"):
        opened(LAYER)


# --- the way back into the file ---


def test_the_way_back_counts_what_is_hidden() -> None:
    data = pdf(IN_LINE)
    document = open_document(data, "a.pdf")
    page = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "129.5" in page
    for stretch in document.map:
        assert page[stretch.index : stretch.index + stretch.end - stretch.start] == document.text[stretch.start : stretch.end]
    start = document.text.index("12.5")
    assert [(one.part, one.index) for one in document.origins(start, start + 4)] == [(1, page.index("129.5")), (1, page.index(".5 b"))]
