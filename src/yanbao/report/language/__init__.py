"""Languages of a report: the Chinese that its sentences are written in, and others that say the same figures in other words.

A report is in one language, ``report.issue.language``. A writer asks it for whatever it prints by itself:
``language.words("图表目录")`` is the label as the report says it, ``language.words("第{page}页", page=2)`` one with places;
``language.tag`` goes into ``lang`` attributes, ``language.indented`` tells whether prose has the two-em indent, and a span for
which ``isinstance(words, Original)`` holds stays in ``CHINESE.tag``. A Chinese label that has no words in the other language yet
is printed as it is; add it to ``report/wording/en/labels.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yanbao.core.finding import YanbaoError
from yanbao.report.language.chinese import CHINESE, Language


def language(code: str, names: str = "") -> Language:
    """The language of a code; ``names`` is the text of the house's own table of names in it. YanbaoError for one we do not speak."""
    if code not in SPOKEN:
        raise YanbaoError(f"没有“{code}”这种语言", "--lang", f"可用：{'、'.join(SPOKEN)}")
    return SPOKEN[code](names)


def english(names: str) -> Language:
    """English, its tables read when it is first asked for."""
    from yanbao.report.language.english import English

    return English.speaking(names)


SPOKEN: Mapping[str, Callable[[str], Language]] = {"zh": lambda names: CHINESE, "en": english}
