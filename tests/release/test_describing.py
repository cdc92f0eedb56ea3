# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The files that describe the project: publiccode.yml, CITATION.cff, and what stands in pyproject.toml."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.release.releasefiles import PROJECT, read_yaml
from tests.scripts import ROOT, load_script

import weltoffen

if TYPE_CHECKING:
    from pathlib import Path

TOOL = load_script("tools/describe.py")
SBOM = load_script("tools/sbom.py")
READY = load_script(".ci/ready.py")
PUBLIC = read_yaml(ROOT / "publiccode.yml")
CITED = read_yaml(ROOT / "CITATION.cff")
FILES = ("pyproject.toml", "src/weltoffen/version.py", "publiccode.yml", "CITATION.cff")
RUN = sorted(
    path
    for path in (ROOT / "tools").glob("*.py")
    if f"python tools/{path.name}" in path.read_text(encoding="utf-8")
)
"""The tools that say themselves how they are run."""
ADDRESS = "https://example.org/town/weltoffen"

# From the publiccode.yml standard 0.7.0, docs/standard: schema.core, categories-list, scope-list.
MANDATORY = {
    *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
    *("description", "legal", "maintenance", "localisation"),
}
OPTIONAL = {
    *("applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo"),
    *("categories", "usedBy", "fundedBy", "roadmap", "supports", "organisation"),
    *("intendedAudience", "dependsOn"),
}
CONTACT = {"name", "email", "phone", "affiliation"}
CATEGORIES = {"data-analytics", "data-collection", "digital-citizenship", "survey"}
SCOPES = {"government", "local-authorities", "research", "society"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the files, to change them."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def _without_address(root: Path) -> str:
    pyproject = root / "pyproject.toml"
    there = re.compile(r"^\[project.urls\]\n(?:\w+ = .*\n)*", re.MULTILINE)
    text = there.sub("", pyproject.read_text(encoding="utf-8"))
    pyproject.write_text(text, encoding="utf-8")
    return text


def _with_address(root: Path) -> None:
    lines = "".join(f'{name} = "{ADDRESS}"\n' for name in READY.URLS)
    extras = "[project.optional-dependencies]\n"
    text = _without_address(root).replace(extras, f"[project.urls]\n{lines}\n{extras}")
    (root / "pyproject.toml").write_text(text, encoding="utf-8")


def _foreign(text: str, urls: dict[str, str]) -> list[str]:
    """List addresses that are neither ours nor below our repository; people's, too, before publication."""
    ours = {"https://w3id.org/weltoffen", *urls.values()}
    below = tuple(f"{urls[one].rstrip('/')}/" for one in ("Repository",) if one in urls)
    found = [one.rstrip(".,;") for one in re.findall(r"https?://[^\s\"')>]+", text)]
    people = re.findall(r"\S+@\S+", text) if READY.MARK.search(text) or not urls else []
    return people + [one for one in found if one not in ours and not one.startswith(below)]


class TestPubliccode:
    """The publiccode.yml standard, version 0.7."""

    def test_it_has_the_mandatory_keys_and_none_that_is_unknown_or_deprecated(self) -> None:
        assert PUBLIC["publiccodeYmlVersion"] == "0.7"
        assert set(PUBLIC) >= MANDATORY
        assert set(PUBLIC) <= MANDATORY | OPTIONAL

    def test_values_are_of_the_lists(self) -> None:
        assert PUBLIC["softwareType"] == "library"
        assert PUBLIC["developmentStatus"] in {
            "concept",
            "development",
            "beta",
            "stable",
            "obsolete",
        }
        assert set(PUBLIC["platforms"]) <= {"web", "windows", "mac", "linux", "ios", "android"}
        assert set(PUBLIC["categories"]) <= CATEGORIES
        assert set(PUBLIC["intendedAudience"]["scope"]) <= SCOPES
        assert PUBLIC["intendedAudience"]["countries"] == ["DE"]
        assert PUBLIC["url"].startswith("https://")

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_descriptions_have_the_lengths(self, language: str) -> None:
        told: dict[str, Any] = PUBLIC["description"][language]
        assert 0 < len(told["shortDescription"]) <= 150
        assert "\n" not in told["shortDescription"].strip()
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert 5 <= len(told["features"]) <= 20
        assert set(told) == {"shortDescription", "longDescription", "features"}

    def test_both_languages_say_as_much(self) -> None:
        german, english = PUBLIC["description"]["de"], PUBLIC["description"]["en"]
        assert set(PUBLIC["description"]) == {"de", "en"}
        assert len(german["features"]) == len(english["features"])
        assert german["longDescription"].count("\n") == english["longDescription"].count("\n")
        for told in (german, english):
            assert "PHINEO" in told["longDescription"]

    def test_a_community_names_contacts_and_no_contractor(self) -> None:
        assert PUBLIC["maintenance"]["type"] == "community"
        named = {"name"} if any(READY.marks(ROOT, ["publiccode.yml"])) else CONTACT
        for one in PUBLIC["maintenance"]["contacts"]:
            assert {"name"} <= set(one) <= named
        assert PUBLIC["maintenance"]["contacts"]
        assert "contractors" not in PUBLIC["maintenance"]

    def test_the_software_speaks_both_languages(self) -> None:
        assert PUBLIC["localisation"] == {
            "localisationReady": True,
            "availableLanguages": ["de", "en"],
        }


class TestCitation:
    """The Citation File Format 1.2.0."""

    def test_it_fits_the_schema(self) -> None:
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
        command += ["vendor.citation-file-format", str(ROOT / "CITATION.cff")]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout

    def test_the_author_is_the_one_of_every_file(self) -> None:
        assert CITED["authors"] == PROJECT["authors"] == [{"name": "The weltoffen authors"}]
        assert PUBLIC["legal"]["mainCopyrightOwner"] == "The weltoffen authors"


class TestInLine:
    """pyproject.toml is the one place of what stands in several files."""

    def test_they_are(self) -> None:
        assert TOOL.main(["--check"]) == 0, TOOL.COMMAND

    def test_version_licence_and_keywords(self) -> None:
        assert PUBLIC["softwareVersion"] == CITED["version"] == weltoffen.__version__
        assert PUBLIC["legal"]["license"] == PROJECT["license"] == "Apache-2.0 AND CC-BY-4.0"
        assert CITED["keywords"] == PROJECT["keywords"]

    def test_a_new_version_is_told_and_carried_on(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        version = root / "src/weltoffen/version.py"
        version.write_text('__version__ = "7.8.9"\n', encoding="utf-8")
        assert TOOL.main(["--check", "--root", str(root)]) == 1
        assert TOOL.COMMAND in capsys.readouterr().err
        assert TOOL.main(["--root", str(root)]) == 0
        assert read_yaml(root / "publiccode.yml")["softwareVersion"] == "7.8.9"
        assert read_yaml(root / "CITATION.cff")["version"] == "7.8.9"
        assert TOOL.main(["--check", "--root", str(root)]) == 0

    def test_the_address_is_set_in_one_place(self, root: Path) -> None:
        assert CITED.get("repository-code") == PROJECT.get("urls", {}).get("Repository")
        _with_address(root)
        assert TOOL.main(["--root", str(root)]) == TOOL.main(["--check", "--root", str(root)]) == 0
        public = root / "publiccode.yml"
        assert read_yaml(public)["url"] == ADDRESS
        assert "the address of the repository" not in public.read_text(encoding="utf-8")
        assert read_yaml(root / "CITATION.cff")["repository-code"] == ADDRESS
        changed = {**PUBLIC, "url": ADDRESS}
        assert read_yaml(public) == changed

    @pytest.mark.parametrize("text", ["", '__version__ = "1"\n__version__ = "2"\n'])
    def test_there_is_one_version(self, root: Path, text: str) -> None:
        (root / "src/weltoffen/version.py").write_text(text, encoding="utf-8")
        for read in (TOOL.described, SBOM.sbom_text, lambda one: list(READY.gaps(one, "v1"))):
            with pytest.raises(ValueError, match="no version, or several"):
                read(root)

    def test_a_place_that_is_gone_is_told(self, root: Path) -> None:
        public = root / "publiccode.yml"
        text = public.read_text(encoding="utf-8").replace("softwareVersion", "version")
        public.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match="softwareVersion"):
            TOOL.main(["--root", str(root)])


class TestReady:
    """docs/releasing.md: what can only be filled in with a public address is marked."""

    def test_a_release_needs_tag_version_addresses_and_a_dated_heading(self, root: Path) -> None:
        (root / "src/weltoffen/version.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
        changes = root / "CHANGELOG.md"
        changes.write_text("# Changelog\n\n## [Unreleased]\n", encoding="utf-8")
        _without_address(root)
        found = "\n".join(READY.gaps(root, "v1.2.4"))
        for said in ("the tag is v1.2.4", "no Repository", "no Issues", "## [1.2.3]"):
            assert said in found
        _with_address(root)
        changes.write_text("## [Unreleased]\n\n## [1.2.3] – 2026-01-31\n", encoding="utf-8")
        assert list(READY.gaps(root, "v1.2.3")) == []
        changes.write_text("## [1.2.3] – 9999-01-31\n", encoding="utf-8")
        assert list(READY.gaps(root, "v1.2.3")) == ["CHANGELOG.md: 1.2.3 has a day to come"]

    def test_it_asks_the_tools_that_compare_with_the_last_release(self) -> None:
        assert "tools/breaking.py --before v1.2.3" in READY.checks("v1.2.3")
        assert "tools/guard.py --final" in READY.checks("v1.2.3")
        assert "tools/guard.py --final --since ledger.json" in READY.checks("v1.2.3", "ledger.json")

    @pytest.mark.parametrize("version", ["1.2.3.dev0", "1.2", "1.2.3+local", "1.2.3.post1"])
    def test_not_every_version_is_one_to_release(self, root: Path, version: str) -> None:
        line = f'__version__ = "{version}"\n'
        (root / "src/weltoffen/version.py").write_text(line, encoding="utf-8")
        (root / "CHANGELOG.md").write_text("", encoding="utf-8")
        assert any("no version to release" in line for line in READY.gaps(root, f"v{version}"))

    def test_marks_are_found_in_each_kind_of_comment(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("x\n<!-- before-publication: one -->\n", encoding="utf-8")
        (tmp_path / "b.yml").write_text("  # before-publication: two\n", encoding="utf-8")
        (tmp_path / "c.md").write_text("the mark `before-publication`\n", encoding="utf-8")
        (tmp_path / "d.xlsx").write_bytes(b"\xff\xfe# before-publication: three")
        found = list(READY.marks(tmp_path, ["a.md", "b.yml", "c.md", "d.xlsx"]))
        assert found == ["a.md: one", "b.yml: two"]

    @pytest.mark.parametrize("name", ["SECURITY.md", "CODE_OF_CONDUCT.md", "publiccode.yml"])
    def test_without_an_address_they_are_marked(self, name: str) -> None:
        marked = any(READY.marks(ROOT, [name]))
        assert marked is ("urls" not in PROJECT)


class TestTheFilesAtTheRoot:
    @pytest.mark.parametrize(
        "name",
        ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "CHANGELOG.md"],
    )
    def test_their_links_lead_to_files(self, name: str) -> None:
        text = (ROOT / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
        assert [link for link in links if not (ROOT / link).is_file()] == []

    @pytest.mark.parametrize(
        "name",
        ["SECURITY.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "CITATION.cff", "publiccode.yml"],
    )
    def test_they_name_no_person_and_no_address_that_is_not_there(self, name: str) -> None:
        assert _foreign((ROOT / name).read_text(encoding="utf-8"), PROJECT.get("urls", {})) == []

    def test_before_publication_no_address_is_named_and_afterwards_only_our_own(self) -> None:
        """docs/releasing.md: then the address is known, and there are a contact and a way to report."""
        way = f"Report at {ADDRESS}/security, or to town@example.org."
        marked = f"{way}\n<!-- before-publication: the way to report -->\n"
        urls = dict.fromkeys(READY.URLS, ADDRESS)
        assert _foreign(way, {}) == ["town@example.org.", f"{ADDRESS}/security"]
        assert _foreign(marked, urls) == ["town@example.org."]
        assert _foreign(way, urls) == []
        assert _foreign(f"{ADDRESS}s/x", urls) == [f"{ADDRESS}s/x"]

    def test_every_tool_and_script_that_contributing_and_releasing_name_is_there(self) -> None:
        for name in ("CONTRIBUTING.md", "SECURITY.md", "docs/releasing.md"):
            text = (ROOT / name).read_text(encoding="utf-8")
            named = set(re.findall(r"(?:tools|\.ci)/[\w.-]+\w", text))
            assert named
            assert [one for one in named if not (ROOT / one).is_file()] == []

    @pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
    def test_contributing_names_every_tool_that_mends_or_makes_something(self, path: Path) -> None:
        assert f"`tools/{path.name}" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    def test_contributing_says_what_is_done_with_each_kind_of_block(self) -> None:
        """docs/conftest.py sends its readers there."""
        text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
        page = load_script("docs/conftest.py")
        assert set(
            re.findall(r"^\| `(\w+)`.* (?:runs|is read|is shown) \|", text, re.MULTILINE)
        ) == {*page.EVALUATORS, "pycon", "text"}
        for marker in ("file: ", "not run: ", *page.FRAGMENTS):
            assert f"\n| `{marker}" in text
