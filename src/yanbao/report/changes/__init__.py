"""What changed between two issues: figures restated and moved, sentences whose words now differ, exhibits added or gone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yanbao.report.changes.exhibits import exhibit_changes
from yanbao.report.changes.figures import figure_changes
from yanbao.report.changes.model import Changes
from yanbao.report.changes.wording import wordings

Facts = Mapping[str, Any]
NUMBERED = re.compile(r"图表\d+：")


def changes(old: Facts, new: Facts) -> Changes:
    """The changes from ``old`` to ``new``, both laid out as ``facts.json``.

    Of one week the same figures are compared, by id; of two weeks a figure is compared with its like, whatever period it
    describes, and what both state of one period must agree or has been restated. ValueError for issues of two sectors.
    """
    if old["issue"]["sector"] != new["issue"]["sector"]:
        raise ValueError("issues of two sectors hold different figures")
    same = old["issue"]["week"]["key"] == new["issue"]["week"]["key"]
    restated, moved, appeared, gone = figure_changes(old, new, same)
    shown = exhibit_changes(old, new)
    titles = {(headed(change.was), headed(change.now)) for change in shown}
    words = tuple(change for change in wordings(old, new, same) if (change.was, change.now) not in titles)
    return Changes(old["issue"], new["issue"], restated, moved, appeared, gone, words, shown)


def headed(caption: str) -> str:
    """An exhibit's title without its number: what a title's change tells is no wording to be told again."""
    return NUMBERED.sub("", caption)
