"""The body: sections in reading order as headings, paragraphs, points, news, tables and exhibits, behind the cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from yanbao.report.blocks import Block, Cover, Exhibit, Heading, NewsItem, Para, Point, Table
from yanbao.report.writers.outline import is_chapter, outlined
from yanbao.report.writers.word.contents import contents, heading_mark
from yanbao.report.writers.word.cover import cover, main_height, main_width
from yanbao.report.writers.word.exhibits import GAP, arranged, pair, single
from yanbao.report.writers.word.fitting import fitting
from yanbao.report.writers.word.markup import bookmark, paragraph, run
from yanbao.report.writers.word.setting import Setting
from yanbao.report.writers.word.tables import KEPT, Told, table


class Body:
    """Writes the blocks one after another, counting headings and lists of points."""

    def __init__(self, setting: Setting) -> None:
        """Nothing written yet."""
        self.setting = setting
        self.sections = list(outlined(setting.report))
        self.headings = count(1)
        self.lists: list[int] = []
        """The first number of each list of points."""
        self.next_point = 0

    def parts(self) -> Iterator[str]:
        """The whole body: cover and view, contents, then the chapters."""
        first = next((place for place, (section, _) in enumerate(self.sections) if is_chapter(section)), len(self.sections))
        yield from self._front([block for _, blocks in self.sections[:first] for block in blocks])
        yield self._contents()
        for _, blocks in self.sections[first:]:
            yield from self._section(blocks)

    def _front(self, blocks: Sequence[Block]) -> Iterator[str]:
        """What stands before the contents; of what follows the cover as much as fits stands beside its column."""
        place = next((place for place, block in enumerate(blocks) if isinstance(block, Cover)), None)
        held = blocks[place] if place is not None else None
        if place is None or not isinstance(held, Cover):
            yield from self._section(blocks)
            return
        flow, setting = blocks[place + 1 :], self.setting
        taken = fitting(held, flow, setting.theme, main_width(setting), main_height(setting))
        yield from self._section(blocks[:place])
        beside = "".join(self._section(flow[:taken]))
        yield cover(held, beside, setting)
        yield from self._section(flow[taken:])

    def _contents(self) -> str:
        return contents([block for _, blocks in self.sections for block in blocks if isinstance(block, Heading)], self.setting)

    def _section(self, blocks: Sequence[Block]) -> Iterator[str]:
        rows = list(arranged(blocks))
        for place, held in enumerate(rows):
            first, leads = held[0], place + 1 < len(rows) and isinstance(rows[place + 1][0], Table)
            if len(held) == 2 and isinstance(first, Exhibit) and isinstance(held[1], Exhibit):
                yield pair((first, held[1]), self.setting)
            else:
                yield self._block(first, leads)

    def _block(self, block: Block, leads: bool) -> str:
        """One block across the page; a paragraph that ``leads`` to a table stays with it."""
        setting = self.setting
        match block:
            case Heading():
                mark = bookmark(next(setting.numbers), heading_mark(next(self.headings)), run(block.text))
                return paragraph(setting.style(f"heading{block.level}"), mark)
            case Para():
                indented = block.indent and setting.language.indented
                look = (KEPT if leads else "") + setting.ragged
                return paragraph(setting.style("prose" if indented else "flush"), setting.text(block.text), look)
            case Point():
                return self._point(block)
            case NewsItem():
                return self._news(block)
            case Table():
                told = Told(description="、".join(column.name for column in block.columns))
                return table(block, setting, setting.measure, told, tail=False) + paragraph(setting.style("source"), "", GAP)
            case Exhibit():
                return single(block, setting)
            case Cover():
                return cover(block, "", setting)

    def _point(self, point: Point) -> str:
        """A numbered paragraph; a point that does not go on from the one before begins a list."""
        setting = self.setting
        if point.number != self.next_point:
            self.lists.append(point.number)
        self.next_point = point.number + 1
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{setting.template.lists + len(self.lists)}"/></w:numPr>'
        return paragraph(setting.style("point"), setting.text(point.lead, "lead") + setting.text(point.body), number + setting.ragged)

    def _news(self, news: NewsItem) -> str:
        setting = self.setting
        where = "　".join(part for part in (str(news.published), news.outlet) if part)
        title = setting.text(news.title) + run(f"　{where}", setting.style("small"))
        role = "prose" if setting.language.indented else "flush"
        return paragraph(setting.style("news"), title) + paragraph(setting.style(role), setting.text(news.body), setting.ragged)
