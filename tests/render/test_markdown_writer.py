# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks written as Markdown and read back by another program: the same texts at the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode
from tests.render.paper import HOSTILE, MARKDOWN

from weltoffen.cleaning import clean
from weltoffen.render.blocks import (
    Ballot,
    Beside,
    Block,
    Entry,
    Figure,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Space,
    Table,
)
from weltoffen.render.inline import Line, Run, Shown
from weltoffen.render.markdown import said, write_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

Told = list[tuple[bool, str]]
"""What is read of a line: pieces, each stressed or not."""

MARKS = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~$^&;:=/\"'@ \u00a0€„“–1wa\u0301ß🌍"),
    min_size=1,
    max_size=8,
)
WORDS = st.sampled_from(
    [
        "http:",
        "//x",
        "www",
        ".x",
        "1",
        ".",
        " ",
        "- ",
        "#",
        "&am",
        "p;",
        "*",
        "**",
        "\\",
        "(b)",
        "»",
        "a@b",
    ]
)


def fit(text: str) -> str:
    """Leave out of a text what cleaning leaves out, but keep spaces at its ends."""
    spaced = (" " if one.isspace() and one != "\u00a0" else one for one in text)
    return "".join(one for one in spaced if one.isspace() or clean(one) == one)


PIECES = (MARKS | WORDS | st.text(max_size=5)).map(fit)
"""Pieces of a line that is clean: no control characters, but spaces at their ends."""
LINES = st.builds(
    lambda pieces: Line(tuple(Run(text=text, strong=strong) for strong, text in pieces if text)),
    st.lists(st.tuples(st.booleans(), PIECES), max_size=5),
)


def wanted(line: Line) -> Told:
    """Say what is to be read of a line: nothing at its ends, spaces beside what is stressed not stressed."""
    letters = [(run.strong, letter) for run in line.runs for letter in run.text]
    for order in (1, -1):
        letters = letters[::order]
        first = next((i for i, (_, one) in enumerate(letters) if not one.isspace()), len(letters))
        letters = letters[first:][::order]
    return joined(
        (strong and _inside(letters, place), letter)
        for place, (strong, letter) in enumerate(letters)
    )


def _inside(letters: list[tuple[bool, str]], place: int) -> bool:
    """Say whether a letter has something to read on both sides, or is it, in the same stressed piece."""
    return all(
        next((True for strong, one in side if strong and not one.isspace()), False)
        for side in (
            _while_strong(letters[place:]),
            _while_strong(letters[place::-1]),
        )
    )


def _while_strong(letters: list[tuple[bool, str]]) -> Told:
    end = next((i for i, (strong, _) in enumerate(letters) if not strong), len(letters))
    return letters[:end]


def joined(pieces: Any) -> Told:  # noqa: ANN401 - any pieces
    """Put neighbours together that are both stressed, or both not."""
    found: Told = []
    for strong, text in pieces:
        if found and found[-1][0] == strong:
            found[-1] = (strong, found[-1][1] + text)
        elif text:
            found.append((strong, text))
    return found


def read_line(children: Any) -> Told:  # noqa: ANN401 - tokens
    """Read what is inside a paragraph; fails if it is anything but text, some of it in bold type."""
    strong, found = False, []
    for token in children or []:
        if token.type in {"strong_open", "strong_close"}:
            assert strong == (token.type == "strong_close")
            strong = not strong
        else:
            assert token.type in {"text", "text_special"}, token
            found.append((strong, token.content))
    assert not strong
    return joined(found)


Read = tuple[Any, ...]


def read(markdown: str) -> list[Read]:
    """Read a document as nested tuples: kinds, levels and texts."""
    return _below(SyntaxTreeNode(MARKDOWN.parse(markdown)))


def _below(node: SyntaxTreeNode) -> list[Read]:
    return [_read(one) for one in node.children]


def _read(node: SyntaxTreeNode) -> Read:
    if node.type == "inline":
        assert node.token is not None
        return ("line", read_line(node.token.children))
    kinds = {"bullet_list", "ordered_list", "list_item", "paragraph", "heading"}
    assert node.type in kinds | {"table", "thead", "tbody", "tr", "th", "td"}, node.type
    if node.type == "ordered_list":
        assert node.attrs.get("start", 1) == 1
    more = [str(node.attrs.get("style", ""))] if node.type in {"th", "td"} else []
    level = [int(node.tag[1])] if node.type == "heading" else []
    return (node.type, *level, *more, _below(node))


def line_in(kind: str, line: Line, *more: Any) -> Read:  # noqa: ANN401 - as above
    return (kind, *more, [("line", wanted(line))])


def expected(*blocks: Block) -> list[Read]:
    """Say what is to be read of blocks."""
    return [read for block in blocks for read in _expected(block)]


def _expected(block: Block) -> Iterator[Read]:
    match block:
        case Heading():
            yield line_in("heading", block.line, min(block.level, 6))
        case Paragraph() | Space():
            if wanted(block.line):
                yield line_in("paragraph", block.line)
        case Listing():
            kind = "ordered_list" if block.ordered else "bullet_list"
            yield (kind, [_entry(item) for item in block.items])
        case Table():
            if block.caption is not None:
                yield from expected(Paragraph(line=block.caption))
            yield _table(block)
        case _:
            yield from expected(*made_of(block))


def made_of(block: Figure | Fold | Ballot | Beside) -> list[Block]:
    """Give the blocks as which a block is written that Markdown does not have."""
    match block:
        case Figure():
            return [] if block.table is None else [block.table]
        case Fold():
            return [Paragraph(line=block.summary.strong), *block.blocks]
        case Ballot():
            return [block.as_table]
        case Beside():
            return [block.figure, *block.blocks]


def _entry(item: Entry) -> Read:
    below = [("bullet_list", [_entry(one) for one in item.items])] if item.items else []
    text = [line_in("paragraph", item.line)] if wanted(item.line) else []
    return ("list_item", [*text, *below])


def _table(block: Table) -> Read:
    plain = len(block.head) - block.numbers
    styles = [""] * plain + ["text-align:right"] * block.numbers
    rows = [
        ("tr", [line_in("td", cell, style) for cell, style in zip(row, styles, strict=True)])
        for row in block.rows
    ]
    head = [line_in("th", name, style) for name, style in zip(block.head, styles, strict=True)]
    return ("table", [("thead", [("tr", head)]), *([("tbody", rows)] if rows else [])])


ITEMS = st.recursive(
    st.builds(Entry, line=LINES),
    lambda items: st.builds(Entry, line=LINES, items=st.lists(items, max_size=3).map(tuple)),
    max_leaves=6,
)
LISTINGS = st.builds(
    Listing, items=st.lists(ITEMS, min_size=1, max_size=12).map(tuple), ordered=st.booleans()
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    row = st.lists(LINES, min_size=width, max_size=width).map(tuple)
    return Table(
        head=draw(row),
        rows=tuple(draw(st.lists(row, max_size=3))),
        numbers=draw(st.integers(0, width)),
        caption=draw(st.none() | LINES),
    )


@st.composite
def ballots(draw: st.DrawFn) -> Ballot:
    known = draw(tables())
    choices = tuple(draw(st.lists(LINES, max_size=2)))
    return Ballot(table=known, choices=choices, extra=draw(LINES), reason=draw(LINES))


FIGURES = st.builds(Figure, chart=st.just("net"), caption=LINES, table=st.none() | tables())
SIMPLE = (
    st.builds(Heading, level=st.integers(1, 9), line=LINES)
    | st.builds(Paragraph, line=LINES)
    | st.builds(Space, line=LINES, lines=st.integers(1, 9))
    | LISTINGS
    | tables()
    | ballots()
    | FIGURES
)
BLOCKS = (
    SIMPLE
    | st.builds(Fold, summary=LINES, blocks=st.lists(SIMPLE, max_size=3).map(tuple))
    | st.builds(Beside, figure=FIGURES, blocks=st.lists(SIMPLE, max_size=3).map(tuple))
)


def apart(blocks: list[Block]) -> list[Block]:
    """Put a heading before each block: two lists, one right after the other, are one in Markdown."""
    parted: list[Block] = []
    for one in blocks:
        inside = one
        if isinstance(one, Fold):
            inside = Fold(summary=one.summary, blocks=tuple(apart([*one.blocks])))
        elif isinstance(one, Beside):
            inside = Beside(figure=one.figure, blocks=tuple(apart([*one.blocks])))
        parted += [Heading(level=2, line=Line.of("next")), inside]
    return parted


def bold(*pieces: str) -> Line:
    """Give a line whose second piece, and every other one, is stressed."""
    return Line(
        tuple(Run(text=one, strong=place % 2 == 1) for place, one in enumerate(pieces) if one)
    )


class TestWhateverIsSaidIsReadAgain:
    @given(LINES)
    @example(bold("a", "(b)", "c"))
    @example(bold("a", " b ", "c"))
    @example(bold("1", ".", " x"))
    @example(bold("", "1.", " x"))
    @example(bold("", "-", " x"))
    @example(bold("http:", "//x", " www", ".x"))
    @example(bold("*", "*", "*"))
    @example(bold("€", "€", "€"))
    @example(bold("=", "+", "="))
    @example(bold("\\", "\\", "\\"))
    @example(bold("a", "\u00a0", "b", "\u00a0c"))
    @example(Line((Run(text="a", strong=True), Run(text=" ", strong=True), Run(text="b"))))
    @example(Line((Run(text="http:"), Run(text="//x.example"))))
    @example(Line((Run(text="1"), Run(text=". x"))))
    @example(Line((Run(text="&am"), Run(text="p;"))))
    @example(Line((Run(text=" "), Run(text="   code"))))
    def test_in_a_line(self, line: Line) -> None:
        assert read(write_markdown([Paragraph(line=line)])) == expected(Paragraph(line=line))
        assert "\n" not in said(line)

    @given(st.lists(BLOCKS, max_size=4))
    def test_in_any_document(self, blocks: list[Block]) -> None:
        document = apart(blocks)
        markdown = write_markdown(document)
        assert read(markdown) == expected(*document)

    @given(LINES)
    def test_addresses_do_not_become_links(self, line: Line) -> None:
        """GitHub makes links of bare addresses; none is left bare, whatever pieces it is made of."""
        safe = said(line)
        assert "://" not in safe
        assert "@" not in safe
        assert not safe.lower().startswith("www.")

    def test_hostile_texts_are_text_everywhere(self) -> None:
        line = Line.of(HOSTILE)
        item = Entry(line=line.strong, items=(Entry(line=line),))
        blocks: list[Block] = [
            Heading(level=1, line=line),
            Paragraph(line=line + line.strong),
            Listing(items=(item, item), ordered=True),
            Table(head=(line, line), rows=((line, line.strong),), caption=line),
        ]
        markdown = write_markdown(blocks)
        assert read(markdown) == expected(*blocks)
        assert "\u202e" not in markdown


class TestByHand:
    @pytest.mark.parametrize(
        ("line", "markdown"),
        [
            (bold("a", "b", "c"), "a**b**c"),
            (bold("a", "(b)", "c"), "&#97;**(b)**&#99;"),
            (bold("a ", "(b)", " c"), "a **(b)** c"),
            (bold("a", " b ", "c"), "a **b** c"),
            (bold("a", " ", "b"), "a b"),
            (bold("(", "b!", ")"), "(**b!**)"),
            (bold("x", "b!", "y"), "x**b!**&#121;"),
            (bold("", "1.", " x"), "**1.** x"),
            (bold("1", ". x"), "&#49;**. x**"),
            (Line((Run(text="1"), Run(text=". x"))), "1\\. x"),
            (Line((Run(text="a", strong=True), Run(text="b", strong=True))), "**ab**"),
            (Line.number("61\u00a0%", Shown("/whole/score", "percent")).strong, "**61\u00a0%**"),
            (Line(), ""),
        ],
    )
    def test_a_line(self, line: Line, markdown: str) -> None:
        assert said(line) == markdown

    def test_a_list_with_more_than_nine_entries_and_lists_below_them(self) -> None:
        below = Entry(line=Line.of("b"), items=(Entry(line=Line.of("c")),))
        items = [Entry(line=Line.of("a"), items=(below,)) for _ in range(10)]
        lines = write_markdown([Listing(items=tuple(items), ordered=True)]).split("\n")
        assert lines[:3] == ["1. a", "   - b", "     - c"]
        assert lines[-4:] == ["10. a", "    - b", "      - c", ""]

    def test_an_entry_without_text_does_not_make_a_heading_of_the_one_above(self) -> None:
        empty, text = Entry(line=Line()), Entry(line=Line.of("b"))
        a = Line.of("a")
        first, later = Entry(line=a, items=(empty, text)), Entry(line=a, items=(text, empty))
        assert write_markdown([Listing(items=(first,))]) == "- a\n\n  - \n  - b\n"
        assert write_markdown([Listing(items=(later,))]) == "- a\n  - b\n  - \n"
        within = Listing(items=(Entry(line=Line(), items=(Entry(line=Line(), items=(text,)),)),))
        assert read(write_markdown([within])) == expected(within)

    def test_a_table_with_caption(self) -> None:
        a, b = Line.of("a"), Line.of("b|")
        table = Table(head=(a, b), rows=((b, Line()),), numbers=1, caption=b)
        assert write_markdown([table]) == (
            "b&#124;\n\n| a | b&#124; |\n| --- | ---: |\n| b&#124; |  |\n"
        )

    def test_a_chart_is_its_table_or_nothing(self) -> None:
        table = Table(head=(Line.of("a"),), rows=())
        drawn = Figure(chart="net", caption=Line.of("c"), table=table)
        assert write_markdown([drawn]) == write_markdown([table])
        assert write_markdown([Figure(chart="net", caption=Line.of("c"))]) == ""

    def test_what_a_page_folds_stands_under_its_summary(self) -> None:
        fold = Fold(summary=Line.of("More"), blocks=(Paragraph(line=Line.of("a")),))
        assert write_markdown([fold]) == "**More**\n\na\n"
