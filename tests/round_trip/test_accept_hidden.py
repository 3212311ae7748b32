"""accept: words that an editor hid stay in their note, and hidden words that he brought go into none."""

from __future__ import annotations

from pathlib import Path

from accepting import NOW, RISKS, WAS, Save
from words import changed, packed, parts
from yanbao.desk.accept import accept


def test_hidden_words_are_told_and_go_into_no_note(report: bytes, own: Path, save: Save) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部口径）</w:t></w:r>"
    text = parts(report)["word/document.xml"].decode()
    place = text.rindex("<w:r>", 0, text.index(WAS))
    edited = (text[:place] + hidden + text[place:]).replace(WAS, NOW)
    made = accept(save(packed(parts(report) | {"word/document.xml": edited.encode()})), own)
    assert [(one.status, one.now) for one in made.outcomes][1:] == [("refused", "（内部口径）")]
    assert made.count("accepted") == 1 and NOW in (own / RISKS).read_text() and "内部口径" not in (own / RISKS).read_text()


HIDDEN = "<w:vanish/>"


def hiding(report: bytes, words: str) -> bytes:
    """The file with printed words hidden by an editor, in a run of their own."""
    text = parts(report)["word/document.xml"].decode()
    place = text.index(words)
    first, last = text.rindex("<w:r>", 0, place), text.index("</w:r>", place) + 6
    run = text[first:last]
    look = run[5 : run.index("</w:rPr>") + 8] if "</w:rPr>" in run else "<w:rPr></w:rPr>"
    before, after = text[text.rindex(">", 0, place) + 1 : place], text[place + len(words) : text.index("<", place)]
    shown = [(before, look), (words, look.replace("</w:rPr>", f"{HIDDEN}</w:rPr>")), (after, look)]
    runs = "".join(f'<w:r>{how}<w:t xml:space="preserve">{said}</w:t></w:r>' for said, how in shown if said)
    return packed(parts(report) | {"word/document.xml": (text[:first] + runs + text[last:]).encode()})


def test_printed_words_that_an_editor_hid_stay_in_the_note(report: bytes, own: Path, save: Save) -> None:
    kept = (own / RISKS).read_text()
    made = accept(save(hiding(report, WAS)), own)
    assert [(one.status, one.was, one.now) for one in made.outcomes] == [("refused", WAS, "")]
    assert "隐藏不算删去" in made.outcomes[0].why
    assert (own / RISKS).read_text() == kept


def test_an_edit_beside_hidden_words_is_taken_and_they_stay(report: bytes, own: Path, save: Save) -> None:
    made = accept(save(changed(hiding(report, WAS), "高度依赖少数海外客户", "仍依赖少数海外客户")), own)
    assert [(one.status, one.was == WAS) for one in made.outcomes] == [("accepted", False), ("refused", True)]
    assert f"仍依赖少数海外客户，{WAS}。" in (own / RISKS).read_text()


def test_a_whole_point_that_was_hidden_stays(report: bytes, own: Path, save: Save) -> None:
    """Its mark is hidden too, so that on the page the next point stands in its place."""
    kept = (own / RISKS).read_text()
    text = parts(report)["word/document.xml"].decode()
    place = text.index("关税、出口许可与实体清单")
    first, last = text.rindex("<w:p>", 0, place), text.index("</w:p>", place) + 6
    point = text[first:last]
    veiled = point.replace("<w:rPr>", f"<w:rPr>{HIDDEN}").replace("<w:r><w:t", f"<w:r><w:rPr>{HIDDEN}</w:rPr><w:t")
    veiled = veiled.replace("</w:pPr>", f"<w:rPr>{HIDDEN}</w:rPr></w:pPr>", 1)
    made = accept(save(changed(report, point, veiled)), own)
    assert {one.status for one in made.outcomes} == {"refused"} and not made.notes
    assert any("关税、出口许可与实体清单" in one.was for one in made.outcomes)
    assert (own / RISKS).read_text() == kept


def test_a_cell_whose_words_were_hidden_keeps_them(report: bytes, own: Path, save: Save) -> None:
    made = accept(save(hiding(report, "量增价减的格局未变")), own)
    assert [(one.status, one.was) for one in made.outcomes] == [("refused", "量增价减的格局未变")]
    assert not made.notes
