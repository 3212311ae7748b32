"""Figures of the house's legal text: printed as they stand, and owned by the text itself."""

from datetime import date

from yanbao.core.figure import Chosen
from yanbao.report.blocks import Cite
from yanbao.report.free_text.markdown import passages
from yanbao.report.free_text.notebook import word_for_word


def test_each_figure_of_the_legal_text_is_the_texts_own() -> None:
    (passage,) = passages("持有已发行股份达到**百分之一**的，或市值超过500万元的，如实披露。")
    spans = word_for_word(passage, date(2026, 5, 24), "house/statement.md")
    cites = [span for span in spans if isinstance(span, Cite)]
    assert [cite.text for cite in cites] == ["百分之一", "500万元"]
    assert all(cite.figure.lineage == Chosen("house/statement.md") for cite in cites)  # type: ignore[union-attr]
