# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting files: what comes out is that of one process reading file after file (T1, T2)."""

from __future__ import annotations

import io
import itertools
import multiprocessing
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.filecases import (
    bad_lines,
    first_problems,
    official_line,
    one_after_the_other,
    random_lines,
    write_files,
)
from tests.schemas.test_fastlane import MIXED, SINGLE

import weltoffen as wo
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, MissingExtra
from weltoffen.intake import files as intake_files
from weltoffen.intake import lines as intake_lines
from weltoffen.intake import pieces, progress
from weltoffen.intake.files import tally_files
from weltoffen.intake.lines import tally_lines
from weltoffen.intake.pieces import Piece, PieceReader, SourceFile, cut, piece_size
from weltoffen.schemas import Limits, write, write_line
from weltoffen.schemas.responses import NumberedLines
from weltoffen.schemas.strict import DEFAULT_LIMITS
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.builders import Town

    from weltoffen.intake.parts import Intake
    from weltoffen.intake.progress import Progress

LINES = list(random_lines(MIXED.questionnaire, MIXED.assessment, 60))
BAD = bad_lines(LINES[0])
HERE = (MIXED.questionnaire, MIXED.assessment)


def official(perspective: str = "administration", seed: int = 0, **more: Any) -> bytes:  # noqa: ANN401 - any field
    return official_line(*HERE, perspective, seed, **more)


def sized(patch: pytest.MonkeyPatch, size: int) -> None:
    """Make all pieces of one size."""
    patch.setattr(pieces, "SMALLEST", size)
    patch.setattr(pieces, "LARGEST", size)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut files into pieces of a line or two."""
    sized(monkeypatch, 700)


def check_same(found: Intake, expected: Intake) -> None:
    assert write(found.tally) == write(expected.tally)
    assert found == expected


def check_files(files: Sequence[Path], of: Town = MIXED, **options: Any) -> Intake:  # noqa: ANN401 - any option
    """Count files in both modes, and hold the result against what it has to be."""
    limits = options.get("limits", DEFAULT_LIMITS)
    expected = one_after_the_other(files, of.questionnaire, of.assessment, limits)
    found = tally_files(files, of.questionnaire, of.assessment, on_error="collect", **options)
    check_same(found, expected)
    if expected.refused:
        with pytest.raises(InvalidDocument) as caught:
            tally_files(files, of.questionnaire, of.assessment, **options)
        assert list(caught.value.problems) == first_problems(expected)
    else:
        whole = tally_files(files, of.questionnaire, of.assessment, **options)
        assert write(whole) == write(expected.tally)
    return found


class TestPieces:
    """Files are cut by bytes; a piece holds the lines that begin in it."""

    @given(
        contents=st.lists(
            st.text("ab\r\n \ufeff", max_size=30).map(str.encode), min_size=1, max_size=4
        ),
        size=st.integers(1, 40),
        limit=st.integers(1, 6),
    )
    @settings(max_examples=200)
    def test_every_line_belongs_to_one_piece(
        self, contents: list[bytes], size: int, limit: int
    ) -> None:
        limits = Limits(size=limit)
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr(pieces, "SKIPPED", 3)
            files = [
                SourceFile(name=str(path), size=len(content), modified=0, is_stream=True)
                for path, content in zip(write_files(Path(folder), contents), contents, strict=True)
            ]
            found: list[tuple[str, int, bytes]] = []
            place = before = 0
            for piece in cut(files, 0, size):
                assert (piece.start, piece.end) == (place, min(place + size, piece.end))
                place = piece.end
                reader = PieceReader(piece, limits)
                documents = list(reader)
                ends = list(itertools.accumulate(reader.lines))
                for number, line in documents:
                    at = next(at for at, end in enumerate(ends) if number <= end)
                    own = number - (ends[at - 1] if at else 0)
                    if piece.spans[at].start:
                        own += before
                    found.append((piece.spans[at].name, own, line))
                before = pieces.lines_before(piece, reader.lines, before)
            assert place == sum(map(len, contents))
            assert found == [
                (file.name, number, line)
                for file, content in zip(files, contents, strict=True)
                for number, line in NumberedLines(io.BytesIO(content), limit + 1)
            ]

    def test_there_are_about_eight_for_each_worker_within_bounds(self) -> None:
        mega = 1024 * 1024
        assert piece_size(0, 1) == piece_size(7, 3) == piece_size(16 * mega, 2) == mega
        assert piece_size(320 * mega, 2) == 20 * mega
        assert piece_size(10**15, 2) == 64 * mega

    def test_a_piece_within_an_endless_line_reads_no_further(self, tmp_path: Path) -> None:
        file = tmp_path / "long.ndjson"
        file.write_bytes(b"x" * 1000 + b"\n" + LINES[0])
        source = SourceFile(name=str(file), size=file.stat().st_size, modified=0, is_stream=True)
        documents = [list(PieceReader(one, DEFAULT_LIMITS)) for one in cut([source], 0, 100)]
        assert [len(one) for one in documents[:12]] == [1, *[0] * 9, 1, 0]


class TestOverLongLines:
    """An over-long line is one line that is refused, however long it is."""

    LIMITS = Limits(size=2_000)

    @pytest.mark.parametrize("lead", [b"x", b" "])
    @pytest.mark.parametrize("length", [2_000, 2_001, 4_002, 9_000])
    def test_is_refused_once(self, tmp_path: Path, lead: bytes, length: int) -> None:
        long = lead * length + LINES[1]
        files = write_files(tmp_path, [LINES[0] + long + LINES[2]])
        found = check_files(files, limits=self.LIMITS)
        assert (found.accepted, found.refused) == (2, 1)
        assert [(one.code, one.line) for one in found.problems] == [("too-large", 2)]
        content = files[0].read_bytes()
        streamed = tally_lines(io.BytesIO(content), *HERE, on_error="collect", limits=self.LIMITS)
        assert (streamed.accepted, streamed.refused) == (2, 1)

    def test_blanks_are_no_line_to_be_refused(self, tmp_path: Path) -> None:
        files = write_files(tmp_path, [LINES[0] + b" " * 9_000 + b"\n" + LINES[2]])
        assert check_files(files, limits=self.LIMITS).accepted == 2

    def test_its_end_is_not_awaited(self) -> None:
        class Endless(io.RawIOBase):
            def readline(self, size: int | None = -1, /) -> bytes:
                return b"x" * (size or 0)

        with pytest.raises(InvalidDocument) as caught:
            tally_lines(Endless(), *HERE, limits=self.LIMITS)
        assert caught.value.problems[0].code == "too-large"


class TestTheSameAsOneProcess:
    """T2: any split over pieces and workers gives the byte-identical tally and the same problems."""

    @given(
        case=cases(max_nodes=4, max_questions=5),
        data=st.data(),
        size=st.integers(1, 3_000),
        end=st.sampled_from([b"\n", b"\r\n", b"\n\n \n"]),
    )
    @settings(max_examples=25)
    def test_on_whole_rounds(self, case: Case, data: st.DataObject, size: int, end: bytes) -> None:
        asked = case.extended.questionnaire
        good = [write_line(one).rstrip() for one in case.responses]
        wrong = [b"{}", b"]", b"\xff", *good[-2:]]  # the last ones are official now and then
        lines = data.draw(st.permutations([*good, *data.draw(st.lists(st.sampled_from(wrong)))]))
        cuts = sorted(data.draw(st.lists(st.integers(0, len(lines)), max_size=2)))
        parts = [lines[a:b] for a, b in itertools.pairwise([0, *cuts, len(lines)])]
        contents = [end.join([b"\xef\xbb\xbf", *one]) for one in parts]
        suffix = data.draw(st.sampled_from([".ndjson", ".jsonl", ".json"]))
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            sized(patch, size)
            files = write_files(Path(folder), contents, suffix)
            expected = one_after_the_other(files, asked, case.assessment)
            check_same(tally_files(files, asked, case.assessment, on_error="collect"), expected)
            if expected.refused:
                with pytest.raises(InvalidDocument) as caught:
                    tally_files(files, asked, case.assessment)
                assert list(caught.value.problems) == first_problems(expected)

    @pytest.mark.parametrize("size", [1, 50, 333, 1_000, 5_000, 10**6])
    def test_official_responses_that_clash_across_pieces(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
    ) -> None:
        """A3: a whole response that a part before it keeps out keeps out no part after it."""
        first = [official(part="a"), *LINES[:5], official(seed=1), official(part="b", seed=2)]
        second = [
            official(part="b", seed=3),
            official("politics", part="b"),
            official("economy"),
            official("economy", part="b"),
            official("economy"),
        ]
        sized(monkeypatch, size)
        found = check_files(write_files(tmp_path, [b"".join(first), b"".join(second)]))
        parts = [(one.perspective, one.part) for one in found.tally.official]
        assert parts == [
            ("administration", "a"),
            ("administration", "b"),
            ("economy", ""),
            ("politics", "b"),
        ]
        assert [(Path(one.source or "").stem, one.line) for one in found.problems] == [
            ("answers-0", 7),
            ("answers-1", 1),
            ("answers-1", 4),
            ("answers-1", 5),
        ]

    @pytest.mark.parametrize("size", [100, 10**6])
    def test_more_problems_than_are_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
    ) -> None:
        content = b"{}\n" * 600 + official() + official() + b"[]\n" * 600 + LINES[0]
        sized(monkeypatch, size)
        found = check_files(write_files(tmp_path, [content, content]))
        assert len(found.problems) == MAX_PROBLEMS
        assert (found.accepted, found.refused, found.more) == (3, 2_403, 1_403)

    @pytest.mark.usefixtures("small")
    def test_documents_among_streams(self, tmp_path: Path) -> None:
        """A file that is one document has no lines, however it is laid out."""
        pretty = write(wo.schemas.read_response(LINES[0], *HERE))
        contents = {
            "a.json": pretty,
            "b.json": LINES[1],
            "c.ndjson": b"\n" + BAD[0],
            "d": LINES[2] + BAD[1],
            "e.json": b"\n" + BAD[7],
            "f.json": pretty.replace(b'"capacity": "personal"', b'"capacity": "x"'),
            "g.json": b"",
            "h.ndjson": b"",
            "i.jsonl": LINES[3] + LINES[4].rstrip(),
            "j.json": b"",
        }
        files = [tmp_path / name for name in contents]
        for file, content in zip(files, contents.values(), strict=True):
            file.write_bytes(content)
        found = check_files(files)
        assert (found.accepted, found.refused) == (5, 4)
        assert [one.line for one in found.problems if one.code == "missing-key"] == [2]
        assert {one.line for one in found.problems if one.source == str(tmp_path / "f.json")} == {
            None
        }

    def test_one_path_and_none(self, tmp_path: Path) -> None:
        (file,) = write_files(tmp_path, [LINES[0]])
        expected = tally_lines(file, *HERE)
        assert tally_files(file, *HERE) == tally_files(str(file), *HERE) == expected
        assert tally_files([file], *HERE, decoder="fast") == expected
        assert tally_files([], *HERE) == wo.empty_tally(MIXED.questionnaire)


class TestProcesses:
    """Several processes; errors arrive as themselves, and none is left behind."""

    @pytest.fixture(autouse=True)
    def _none_is_left(self) -> Iterator[None]:
        yield
        assert multiprocessing.active_children() == []

    @pytest.mark.usefixtures("small")
    @pytest.mark.parametrize("workers", [2, 3])
    @pytest.mark.parametrize("of", [SINGLE, MIXED], ids=["single", "mixed"])
    def test_the_same_as_one(self, tmp_path: Path, workers: int, of: Town) -> None:
        good = list(random_lines(of.questionnaire, of.assessment, 30, workers))
        stated = official_line(of.questionnaire, of.assessment)
        first = [*good[:11], stated, *bad_lines(good[0]), *good[11:20]]
        contents = [b"".join(first), b"\n".join([stated, *good[20:]])]
        found = check_files(write_files(tmp_path, contents), of, workers=workers)
        assert (found.accepted, found.refused) == (31, 9)

    @pytest.mark.usefixtures("small")
    def test_the_first_refused_line_is_told_even_if_a_later_piece_fails_sooner(
        self, tmp_path: Path
    ) -> None:
        files = write_files(tmp_path, [b"".join([*LINES[:10], BAD[0], *BAD * 9])])
        for _ in range(2):
            with pytest.raises(InvalidDocument) as caught:
                tally_files(files, *HERE, workers=2)
            assert [(one.code, one.line) for one in caught.value.problems] == [("missing-key", 11)]

    @pytest.mark.usefixtures("small")
    @pytest.mark.parametrize("workers", [1, 2])
    def test_a_file_that_fails_on_the_way(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
    ) -> None:
        """What was there when the count began, and is not when it is its turn."""
        files = write_files(tmp_path, [b"".join(LINES[:9]), LINES[9]])
        survey = pieces.survey

        def and_lose(name: str, limits: Limits) -> SourceFile:
            found = survey(name, limits)
            if name == str(files[1]):
                files[1].unlink()
            return found

        monkeypatch.setattr(intake_files, "survey", and_lose)
        with pytest.raises(InvalidDocument) as caught:
            tally_files(files, *HERE, workers=workers, on_error="collect")
        (problem,) = caught.value.problems
        assert (problem.code, problem.source) == ("cannot-read", str(files[1]))

    @pytest.mark.usefixtures("small")
    @pytest.mark.parametrize("workers", [1, 2])
    @pytest.mark.parametrize("how", ["shorter", "longer", "touched", "gone"])
    def test_a_file_that_changes_while_it_is_counted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, how: str
    ) -> None:
        """A part of the truth must not pass for the whole: the count says so, at its end at the latest."""
        files = write_files(tmp_path, [b"".join(LINES)])
        monkeypatch.setattr(progress, "EVERY", 0)
        changed: list[bool] = []

        def change(_: Progress) -> None:
            if not changed:
                changed.append(True)
                if how == "gone":
                    files[0].unlink()
                elif how == "touched":
                    os.utime(files[0], ns=(1, 1))
                else:
                    kept = LINES[:5] if how == "shorter" else [*LINES, LINES[0]]
                    files[0].write_bytes(b"".join(kept))

        with pytest.raises(InvalidDocument) as caught:
            tally_files(files, *HERE, workers=workers, on_error="collect", progress=change)
        (problem,) = caught.value.problems
        expected = "cannot-read" if how == "gone" else "file-changed"
        assert (problem.code, problem.source) == (expected, str(files[0]))

    def test_a_file_that_is_gone_in_the_end(self, tmp_path: Path) -> None:
        (file,) = write_files(tmp_path, [b"".join(LINES)])
        found = pieces.survey(str(file), DEFAULT_LIMITS)
        found.check_unchanged()
        file.unlink()
        with pytest.raises(InvalidDocument) as caught:
            found.check_unchanged()
        (problem,) = caught.value.problems
        assert (problem.code, problem.source) == ("cannot-read", str(file))

    @pytest.mark.usefixtures("small")
    def test_a_callback_that_raises_ends_the_count(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class EnoughError(Exception):
            pass

        def stop(_: Progress) -> None:
            raise EnoughError

        monkeypatch.setattr(progress, "EVERY", 0)
        with pytest.raises(EnoughError):
            tally_files(write_files(tmp_path, [b"".join(LINES)]), *HERE, workers=2, progress=stop)

    @pytest.mark.parametrize("workers", [1, 2])
    def test_a_missing_extra_is_told_before_any_file_is_opened(
        self, monkeypatch: pytest.MonkeyPatch, workers: int
    ) -> None:
        def missing(module: str, *, extra: str) -> None:
            raise MissingExtra(module + extra)

        monkeypatch.setattr(intake_lines, "needed", missing)
        with pytest.raises(MissingExtra):
            tally_files("/no/such/file", *HERE, workers=workers, decoder="fast")

    def test_little_needs_no_processes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delattr(intake_files, "count_apart")
        check_files(write_files(tmp_path, [b"".join(LINES)]), workers=100)


class TestBadFiles:
    """A file that cannot be read is named; before anything is counted, if that is known."""

    @pytest.mark.parametrize("name", ["none", "", "a\0b"])
    @pytest.mark.parametrize("on_error", ["raise", "collect"])
    def test_cannot_be_read(self, tmp_path: Path, name: str, on_error: Any) -> None:  # noqa: ANN401 - a word
        good = write_files(tmp_path, [LINES[0] + BAD[0]])
        path = str(tmp_path / name) if name else str(tmp_path)
        with pytest.raises(InvalidDocument) as caught:
            tally_files([*good, path], *HERE, on_error=on_error)
        (problem,) = caught.value.problems
        assert (problem.code, problem.source) == ("cannot-read", path)

    def test_a_pipe_cannot_be_cut(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with pytest.raises(InvalidDocument) as caught:
            tally_files(pipe, *HERE)
        (problem,) = caught.value.problems
        assert (problem.code, problem.source) == ("not-a-file", str(pipe))


class TestArguments:
    """Wrong arguments are told at once and by name."""

    @pytest.mark.parametrize("paths", [5, None, b"a.ndjson", ["a", 5], [b"a"]])
    def test_paths(self, paths: Any) -> None:  # noqa: ANN401 - that is the point
        with pytest.raises(TypeError, match=r"tally_files: paths is to be"):
            tally_files(paths, *HERE)

    @pytest.mark.parametrize("workers", [True, 2.0, "2", None])
    def test_workers_of_another_type(self, workers: Any) -> None:  # noqa: ANN401 - that is the point
        with pytest.raises(TypeError, match="workers is to be int, not"):
            tally_files([], *HERE, workers=workers)

    @pytest.mark.parametrize("workers", [0, -1])
    def test_too_few_workers(self, workers: int) -> None:
        with pytest.raises(ValueError, match="workers is to be 1 or more"):
            tally_files([], *HERE, workers=workers)

    def test_words_and_documents(self) -> None:
        plain: Any = tally_files
        with pytest.raises(ValueError, match="on_error is to be one of raise, collect"):
            plain([], *HERE, on_error="skip")
        with pytest.raises(ValueError, match="decoder is to be one of standard, fast"):
            plain([], *HERE, decoder="orjson")
        with pytest.raises(TypeError, match="assessment is to be Assessment, not NoneType"):
            plain([], MIXED.questionnaire, None)
        with pytest.raises(TypeError, match="questionnaire is to be Questionnaire, not Edition"):
            plain([], MIXED.edition, MIXED.assessment)


class TestProgress:
    """How far the count is, told to the one who called, and once at the end."""

    @pytest.mark.usefixtures("small")
    @pytest.mark.parametrize("workers", [1, 2])
    def test_rises_to_the_end(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
    ) -> None:
        monkeypatch.setattr(progress, "EVERY", 0)
        files = write_files(tmp_path, [b"".join(LINES[:20]), b"".join(BAD)])
        size = sum(file.stat().st_size for file in files)
        told: list[Progress] = []
        tally_files(files, *HERE, workers=workers, on_error="collect", progress=told.append)
        assert [one.done for one in told] == [*[False] * (len(told) - 1), True]
        assert len(told) > size // 700
        assert [one.lines for one in told] == sorted(one.lines for one in told)
        last = told[-1]
        assert (last.lines, last.refused, last.read, last.size) == (
            20 + len(BAD),
            len(BAD),
            size,
            size,
        )
        assert last.share == 1
        assert all(0 <= one.read <= size for one in told)

    def test_once_at_the_end_of_a_short_count(self, tmp_path: Path) -> None:
        told: list[Progress] = []
        tally_files(write_files(tmp_path, [LINES[0]]), *HERE, progress=told.append)
        assert [(one.lines, one.done) for one in told] == [(1, True)]


def test_pieces_that_hold_nothing_have_a_next_one() -> None:
    """Inside a single document no piece begins with a line."""
    nothing = Piece(start=5, end=9, spans=())
    assert pieces.lines_before(nothing, [], 7) == 0
