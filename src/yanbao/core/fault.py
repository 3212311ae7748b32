"""What a parser found wrong with a file, in the words of the person at the keyboard."""

from __future__ import annotations

import re

KINDS = (
    ("unexpected end of data", "引号没有配对"),
    ("Unterminated", "引号没有配对"),
    ("Unclosed", "括号没有配对"),
    ("mismatched tag", "标签没有配对"),
    ("expected after", "引号之后没有分隔符"),
    ("field larger", "有一格太长"),
    ("NUL", "含有空字符"),
    ("Cannot overwrite", "同一项写了两次"),
    ("Cannot declare", "同一项写了两次"),
    ("duplicate", "同一项写了两次"),
    ("Expected '=' after a key", "名称之后没有等号"),
    ("Unescaped", "反斜杠用法不对"),
    ("Illegal character", "有不能用的字符"),
    ("mapping values are not allowed", "值里的冒号没有放在引号里"),
    ("expected ':'", "名称之后没有冒号"),
    ("(at end of document)", "到文件末尾还没有写完"),
    ("no element found", "到文件末尾还没有写完"),
)
"""What is wrong, by the words in which tomllib, json, csv, expat and yaml say it; ahead what is said more closely."""
LINE, COLUMN = re.compile(r"line (\d+)"), re.compile(r"column (\d+)")


def fault(error: BaseException | str) -> str:
    """Where a parser stopped and what was wrong there, as far as it says so: 第261行第4列名称之后没有等号. Its own words are English."""
    told = str(error)
    line, column = LINE.search(told), COLUMN.search(told)
    where = f"{f'第{line[1]}行' if line else ''}{f'第{column[1]}列' if line and column else ''}"
    if isinstance(error, RecursionError):
        return "嵌套过深"
    return where + next((kind for words, kind in KINDS if words.lower() in told.lower()), "写法不对")
