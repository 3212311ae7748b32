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
