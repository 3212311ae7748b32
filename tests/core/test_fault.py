"""What parsers say in English is told in Chinese, with the place where they stopped."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Callable
from xml.parsers import expat

import pytest
import yaml

from yanbao.core.fault import fault


def rows(text: str) -> list[list[str]]:
    """A CSV read strictly."""
    return list(csv.reader(text.splitlines(True), strict=True))


def tree(text: str) -> None:
    """XML read to its end."""
    expat.ParserCreate().Parse(text, True)


@pytest.mark.parametrize(
    ("parse", "text", "told"),
    [
        (tomllib.loads, "a = 1\nb = = 2", "第2行第5列写法不对"),
        (tomllib.loads, "a 1", "第1行第3列名称之后没有等号"),
        (tomllib.loads, "a = 1\na = 2", "同一项写了两次"),
        (tomllib.loads, "a = [1", "括号没有配对"),
        (tomllib.loads, 'a = "x', "引号没有配对"),
        (tomllib.loads, "a =", "到文件末尾还没有写完"),
        (json.loads, '{"a": }', "第1行第7列写法不对"),
        (json.loads, '["a', "第1行第2列引号没有配对"),
        (rows, '"a"b,c', "引号之后没有分隔符"),
        (rows, '"a', "引号没有配对"),
        (tree, "<a>\n<b></a>", "第2行第5列标签没有配对"),
        (tree, "<a>", "第1行第3列到文件末尾还没有写完"),
        (yaml.safe_load, "a: b: c", "第1行第5列值里的冒号没有放在引号里"),
    ],
)
def test_a_broken_file_is_told_in_chinese(parse: Callable[[str], object], text: str, told: str) -> None:
    with pytest.raises(Exception) as caught:
        parse(text)
    assert fault(caught.value) == told


def test_what_is_nested_too_deep_has_no_place() -> None:
    assert fault(RecursionError("maximum recursion depth exceeded")) == "嵌套过深"
