"""What changed between two issues: figures restated and moved, words and passages that now differ, exhibits added or gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yanbao.report.changes.aligning import aligned
from yanbao.report.changes.exhibits import exhibit_changes
from yanbao.report.changes.figures import figure_changes
from yanbao.report.changes.model import Changes
from yanbao.report.changes.prose import prose_changes
from yanbao.report.changes.sentences import lists_all, running
from yanbao.report.changes.typed import typed_figures, unsettled
from yanbao.report.changes.wording import wordings

Facts = Mapping[str, Any]


def changes(old: Facts, new: Facts) -> Changes:
    """The changes from ``old`` to ``new``, both laid out as ``facts.json``.

    Of one week the same figures are compared, by id; of two weeks a figure is compared with its like, whatever period it
    describes, and what both state of one period must agree or has been restated. ValueError for issues of two sectors.
    """
    if old["issue"]["sector"] != new["issue"]["sector"]:
        raise ValueError("issues of two sectors hold different figures")
    same = old["issue"]["week"]["key"] == new["issue"]["week"]["key"]
    restated, moved, appeared, gone = figure_changes(old, new, same)
    whole = lists_all(old) and lists_all(new)
    before, after = ([one for one in running(facts) if whole or one["figures"]] for facts in (old, new))
    held = aligned(before, after, same)
    typed = typed_figures((old, new), held, same, {change.id for change in (*restated, *moved)})
    return Changes(
        old["issue"],
        new["issue"],
        restated,
        moved,
        (*unsettled(appeared, new, typed.told[1]), *typed.appeared),
        (*unsettled(gone, old, typed.told[0]), *typed.gone),
        wordings(held.pairs, same),
        exhibit_changes(old, new),
        typed.changed,
        prose_changes(held, same) if whole else None,
    )
