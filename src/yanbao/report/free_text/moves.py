"""Moves in words: who moved, ranked or beat whom over which span, as far as a clause names it without doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from yanbao.core.unit import PERCENT, POINTS, RANK
from yanbao.reader.mention import Mention
from yanbao.report.free_text import times
from yanbao.report.free_text.shelf import Candidate, Setting

WHEN = "|".join(times.SINCE.values())
FIRST = rf"[“”\"（(\s]*(?:其中|而|但|不过|同期|此外)?(?:{WHEN})?(?:申万|中信)?"
HEAD = rf"{FIRST}(?P<name>[^，。；]*?)(?:{WHEN})?(?:仍|亦|也|则|累计|整体|合计|小幅|大幅)*"
AMONG = r"(?:在)?(?:全部|所有)?(?:申万)?(?:\d{1,4}个)?(?:申万)?(?:一级)?(?:行业)?(?:指数)?(?:中|里|内|之中)?"
MOVE = re.compile(rf"{HEAD}(?:上涨|下跌|收涨|收跌|大涨|大跌|领涨|领跌|涨幅|跌幅|涨|跌)")
BEATEN = re.compile(rf"{HEAD}(?:跑赢|跑输|领先|落后)(?:于|了)?(?P<against>[^，。；]*)")
RANKED = re.compile(rf"{HEAD}的?{AMONG}周?(?:涨跌幅|涨幅)?(?:排名|排行|位列|位居|位于|名列|排在|排|居|列)(?:为|在|于)?{AMONG}的?")
STANDS = re.compile(
    rf"{FIRST}(?P<name>[^，。；]{{2,20}}?)(?:领涨|领跌|次之|居次|其次|紧随其后|居首|居末|垫底|居前|居后|表现[^，。；]{{0,6}})"
)
"""A clause without a figure that names who the next one is of: 元道通信领跌，跌幅19.58%."""
CUT = re.compile("[，,；;。]")
LISTED = re.compile(r"(?:.*[为的有是、：:\s])?(?P<name>[^，。；、：:\s（(]+)[（(]")
KIND = re.compile(r"(?:自编)?(?:等权|自由流通市值加权|市值加权)?(?:指数|行业|板块|概念|赛道|环节|股价)*$")
WIDE = str.maketrans("（）", "()")


def core_name(name: str) -> str:
    """A name as it stands for the thing itself: 服务器 of 服务器自编等权指数, 服务器板块 or 服务器指数; 通信 of 通信(申万)."""
    return KIND.sub("", name.translate(WIDE).replace("(申万)", "").strip())


class Moves:
    """The figures of a run that are measured over a span, by the names and the subject that moved."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Index moves and ranks by name, and excess by its own side."""
        self.by_name: dict[str, list[Candidate]] = defaultdict(list)
        self.by_subject: dict[str, list[Candidate]] = defaultdict(list)
        self.others: list[Candidate] = []
        for candidate in candidates:
            if candidate.unit not in (PERCENT, POINTS, RANK):
                self.others.append(candidate)
                continue
            self.by_subject[candidate.figure.subject.partition("-")[0]].append(candidate)
            if not candidate.against:
                for name in {core_name(form) for form in candidate.spoken} - {""}:
                    self.by_name[name].append(candidate)

    def named(self, mention: Mention, before: str, setting: Setting, leading: Candidate | None) -> list[Candidate]:
        """What the clause before a number names, over the span its sentence names last; nothing when there is a doubt."""
        if mention.rank:
            found = RANKED.fullmatch(before)
            told = bool(leading or times.last_span(setting.around) or "一级行业" in setting.sofar)
            held = self.about(found, leading, setting) if told else []
            return [one for one in held if one.unit == RANK and times.fits(one.horizon, one.figure.period, setting.sofar)]
        if not times.last_span(setting.sofar):
            return []
        if found := BEATEN.fullmatch(before):
            held = [one for one in self.about(found, leading, setting) if one.against and beats(one, found["against"], setting)]
        else:
            held = [one for one in self.about(MOVE.fullmatch(before) or listed(mention, before), leading, setting) if one.unit == PERCENT]
        return [one for one in held if times.fits(one.horizon, one.figure.period, setting.sofar)]

    def beaten(self, before: str, setting: Setting, leading: Candidate | None) -> list[tuple[Candidate, Candidate]]:
        """跑赢沪深300: the moves over the span told of the one spoken of and of the benchmark named, where both are held."""
        found = BEATEN.fullmatch(before)
        if not found or not found["against"] or not times.last_span(setting.sofar):
            return []
        name = core_name(found["against"].removeprefix("同期"))
        own, benchmark = (
            [one for one in held if one.unit == PERCENT and times.fits(one.horizon, one.figure.period, setting.sofar)]
            for held in (self.about(found, leading, setting), self.by_name.get(name, []))
        )
        same = [(one, other) for one in own for other in benchmark if one.figure.period == other.figure.period]
        return [(one, other) for one, other in same if one.figure.subject != other.figure.subject]

    def about(self, found: re.Match[str] | None, leading: Candidate | None, setting: Setting) -> list[Candidate]:
        """Everything held of the subject of a clause; when it names none, of the one that the clause before names or the figure before
        told.
        """
        if not found:
            return []
        if not found["name"]:
            found = STANDS.fullmatch(clause_before(setting)) or found
        if not found["name"]:
            return self.by_subject.get(leading.figure.subject, []) if leading else []
        subjects = {one.figure.subject for one in self.by_name.get(core_name(found["name"]), ())}
        return [one for subject in sorted(subjects) for one in self.by_subject[subject]]


def clause_before(setting: Setting) -> str:
    """The clause before that of a figure."""
    told = setting.sofar.removesuffix(setting.before).rstrip("，,；; ")
    return CUT.split(told)[-1].strip()


def listed(mention: Mention, before: str) -> re.Match[str] | None:
    """长盈通（+27.98%）: a name before a bracket with a signed move in it."""
    return LISTED.fullmatch(before) if mention.text[0] in "+-＋－−" else None


def beats(candidate: Candidate, against: str, setting: Setting) -> bool:
    """Whether an excess is that over the benchmark a clause names, or over the one its sentence names."""
    names = {core_name(name) for name in candidate.against}
    return core_name(against) in names if against else any(name in setting.sofar for name in candidate.against)
