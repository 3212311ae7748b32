"""Risks in brief: the leads of the desk's risks, in one paragraph for the first pages."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.report.blocks import Block, Original, Para, Span, Strong, Text
from yanbao.report.free_text.notebook import Notebook

TITLE = "风险提示"


def risks_brief(notebook: Notebook) -> Iterator[Block]:
    """风险提示: the leads alone; the risks in full stand near the end of the report."""
    leads = [lead or body for lead, body in notebook.points("risks")]
    yield Para(joined(leads) if leads else (notebook.absent("risks"),))


def joined(leads: list[Text]) -> Text:
    """The leads with ； between them and 。 behind the last, no longer bold, without their own last mark."""
    spans: list[Span] = []
    for number, lead in enumerate(leads, 1):
        words = [span.text if isinstance(span, Strong) else span for span in lead]
        if words and isinstance(words[-1], str):
            words[-1] = Original(words[-1].rstrip("：:。；"))
        spans += [span for span in words if not isinstance(span, str) or span]
        spans.append(Original("。" if number == len(leads) else "；"))
    return tuple(spans)
