"""What to do about an edit of a report of ours, by whose words or numbers it changed."""

from __future__ import annotations

KEEP = "如需保留改动：改数据或设置后重新生成；否则改回原数"
DATA = "图表由数据生成：改数据后重新生成，或改回原值"
BACK = "移回自己的标题之下；要改次序，改章节设置后重新生成"
PROSE = "文稿中的句子可用 yanbao accept 收回 notes/；由数据写成的句子改动数据或设置后重新生成"
COMPUTED_WORD = "方向与比较的词由数据得出：改回，或改数据后重新生成"
COMPUTED = "这里的文字由数据写成：改数据或设置后重新生成；要另加说明，写进 notes/ 的文稿"
TITLE = "新闻标题写在 news/ 该条开头要素的 title 中：在那里改"
FIXED = "标题、来源、首页与声明由设置与数据写成：改 sectors/、house/、yanbao.toml 或数据后重新生成"
PLACE = "新增的段落要紧跟在一段文稿之后；或直接写进 notes/"
SHARED = "几份文稿里都有这段文字（{notes}），看不出改的是哪一份：直接在文稿中改"
NUMBERS = "改动里有数字：收回后重新生成，与数据不符的会报出"
DENIED = "这一段没有收回：改正数字后再收，或改正数据后重新生成；确要照收的，加 --take-errors"
HIDDEN = "这些字在编辑稿里是隐藏的，不收：要留下就取消隐藏后再收，否则发出前删去"
KEPT = "这些字在编辑稿里被隐藏，隐藏不算删去：文稿照样保留；要删去，就在编辑稿里删掉后再收"
MANY = "一次收回的新增段落过多：这一段未收，直接写进 notes/"
MOVED = "段落次序由文稿与章节决定：在文稿中移动"
PROSE_SORTS = ("para", "point", "news")
"""Kinds of passages that may hold words of a note, or of a news item."""
NOTE_SORTS = (*PROSE_SORTS, "table")
"""Those, and the cells of a table that a note holds."""


def remedy_of(sort: str) -> str:
    """What to do about edited words of a kind of passage, before it is known whether a note holds them."""
    return TITLE if sort == "news-title" else PROSE if sort in PROSE_SORTS else FIXED


def refusal_of(sort: str) -> str:
    """What to do about edited words of a kind of passage that no note holds."""
    return TITLE if sort == "news-title" else COMPUTED if sort in NOTE_SORTS else FIXED
