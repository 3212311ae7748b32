from yanbao.report.free_text.markdown import passages


def test_headings_paragraphs_and_items_keep_their_bold_runs() -> None:
    body = "## 光模块\n\n出口**增长**，见[海关](http://x)与`表`。\n\n1. **先说：** 再说\n2. 只说\n"
    heading, paragraph, first, second = passages(body)
    assert (heading.kind, heading.text) == ("heading", "光模块")
    assert (paragraph.text, paragraph.strong, paragraph.heading) == ("出口增长，见海关与表。", ((2, 4),), "光模块")
    assert (first.kind, first.number, first.text, first.strong) == ("item", 1, "先说： 再说", ((0, 3),))
    assert (second.number, second.strong) == (2, ())


def test_html_is_literal_text() -> None:
    (passage,) = passages("收入<b>增长</b><script>alert(1)</script>")
    assert passage.text == "收入<b>增长</b><script>alert(1)</script>"
    (block,) = passages("<div>整块</div>")
    assert block.text == "<div>整块</div>"


def test_a_line_break_joins_chinese_without_a_space() -> None:
    (passage,) = passages("收入同比\n增长，Vera\nCPU")
    assert passage.text == "收入同比增长，Vera CPU"


def test_each_character_knows_its_line_and_column() -> None:
    body = "第一段。\n\n1. **先说：** 收入\n   同比增长5%。\n"
    item = passages(body, first_line=7)[1]
    assert item.at(item.text.index("先")) == (9, 6)
    assert item.at(item.text.index("5%")) == (10, 8)
    lines = body.split("\n")
    assert lines[10 - 7][8 - 1 :].startswith("5%")


def test_an_empty_body_has_no_passages() -> None:
    assert passages("") == []


def test_a_bold_lead_needs_no_space_behind_it() -> None:
    first, second, third = passages("1. **甲：**正文**乙。**后\n2. **“丙”**丁\n3. **甲**说：**乙**")
    assert (first.text, [first.text[slice(*run)] for run in first.strong]) == ("甲：正文乙。后", ["甲：", "乙。"])
    assert (second.text, second.strong) == ("“丙”丁", ((0, 3),))
    assert (third.text, third.strong) == ("甲说：乙", ((0, 1), (3, 4)))


def test_stars_that_touch_no_words_are_characters() -> None:
    texts = {"**甲": "**甲", "2 ** 3 ** 4": "2 ** 3 ** 4", "\\**甲：**乙": "**甲：**乙", "`**`甲**乙": "**甲**乙"}
    assert {source: passages(source)[0].text for source in texts} == texts


def test_a_table_is_told_row_by_row() -> None:
    body = "前文\n\n| 厂商 | 价格 | 涨幅 |\n|---|---|---|\n| **甲** | 3.85美元/小时 | 51% |\n| 乙 | | 2% |\n\n后文"
    before, first, second, after = passages(body, first_line=5)
    assert (before.kind, after.kind) == ("paragraph", "paragraph")
    assert (first.kind, first.number, first.text, first.strong) == ("row", 1, "甲：价格3.85美元/小时，涨幅51%", ((0, 1),))
    assert (second.number, second.text) == (2, "乙：涨幅2%")
    assert first.at(first.text.index("51%")) == (9, body.split("\n")[4].index("51%") + 1)
