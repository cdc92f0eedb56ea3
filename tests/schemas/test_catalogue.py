# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped schemas: names, versions, and a registry that asks nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import pytest
import referencing.exceptions
from jsonschema import Draft202012Validator
from tests.schemas.doorcases import BASE, ROOT, refused, valid_documents

from weltoffen.schemas import (
    KINDS,
    VERSION,
    check,
    registry,
    schema,
    schema_bytes,
    schema_uri,
)
from weltoffen.schemas.catalogue import split_uri
from weltoffen.schemas.faults import validator

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ROOT / "src" / "weltoffen" / "schemas" / "v1"
VALID = valid_documents()
REMOTE = (
    "https://example.org/evil.json",
    "http://localhost:9/x",
    "file:///etc/passwd",
    "evil.json",
)


class TestNames:
    """Each kind has a schema with a versioned name."""

    def test_every_file_has_a_name(self) -> None:
        files = {path.name.removesuffix(".schema.json") for path in FOLDER.iterdir()}
        assert files == {*KINDS, "common", "bundle"}

    @pytest.mark.parametrize("name", [*KINDS, "common", "bundle"])
    def test_a_schema_is_given_as_it_is_written(self, name: str) -> None:
        assert schema_bytes(name) == (FOLDER / f"{name}.schema.json").read_bytes()
        assert schema(name) == json.loads(schema_bytes(name))
        assert schema(name)["$id"] == schema_uri(name) == f"{BASE}/{VERSION}/{name}.schema.json"

    @pytest.mark.parametrize(
        "name", ["", "conference", "../v1/method", "method.schema.json", "Method"]
    )
    def test_there_are_no_others(self, name: str) -> None:
        assert refused(lambda: schema_bytes(name)) == [("unknown-schema", "")]
        assert refused(lambda: schema(name)) == [("unknown-schema", "")]

    def test_a_name_is_split_into_kind_and_version(self) -> None:
        assert split_uri(schema_uri("target-model")) == ("target-model", (1, 0, 0))
        assert split_uri(f"{BASE}/12.345.6/x.schema.json") == ("x", (12, 345, 6))

    @pytest.mark.parametrize(
        "uri",
        [
            None,
            5,
            ["x"],
            "",
            schema_uri("method") + "\n",
            schema_uri("method") + "#",
            " " + schema_uri("method"),
            schema_uri("method").replace("https", "http"),
            schema_uri("method").replace("1.0.0", "1.0"),
            schema_uri("method").replace("1.0.0", "1.0.0-beta"),
            schema_uri("method").replace("1.0.0", "\u0661.0.0"),
            schema_uri("method").replace("w3id.org", "w3idXorg"),
            schema_uri("method").replace(".schema.json", "Xschema.json"),
        ],
    )
    def test_other_values_name_none(self, uri: object) -> None:
        assert split_uri(uri) is None


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every attempt to reach a network or a file fail the test."""
    for kind in KINDS:
        validator(kind)  # the shipped files are read once

    def forbidden(*args: object, **_: object) -> NoReturn:
        pytest.fail(f"reached for {args[:2]}")

    with monkeypatch.context() as patch:
        for target in (
            "socket.socket.connect",
            "socket.getaddrinfo",
            "socket.create_connection",
            "urllib.request.urlopen",
            "http.client.HTTPConnection.connect",
            "builtins.open",
            "io.open",
            "os.open",
        ):
            patch.setattr(target, forbidden)
        yield


@pytest.mark.usefixtures("offline")
class TestClosedRegistry:
    """For a remote ``$ref``: no request, no file."""

    def test_the_registry_holds_every_schema(self) -> None:
        assert set(registry()) == {schema_uri(name) for name in (*KINDS, "common")}

    @pytest.mark.parametrize("address", REMOTE)
    def test_a_schema_that_points_elsewhere_fails_without_a_request(self, address: str) -> None:
        with pytest.raises(referencing.exceptions.Unresolvable):
            registry().resolver(schema_uri("method")).lookup(address)
        judge = Draft202012Validator({"$ref": address}, registry=registry())
        with pytest.raises(Exception, match="Unresolvable"):
            judge.is_valid({})

    @pytest.mark.parametrize("address", REMOTE)
    @pytest.mark.parametrize("key", ["$ref", "$id", "$dynamicRef", "$recursiveRef", "$schema"])
    def test_a_document_that_points_elsewhere_is_only_data(self, key: str, address: str) -> None:
        for data in VALID.values():
            plain = json.loads(data)
            if "/tally." not in plain["$schema"]:  # tallies have no extensions
                assert check(json.dumps({**plain, "extensions": {key: address}}).encode()) == ()
            codes = [p.code for p in check(json.dumps({**plain, key: address}).encode())]
            assert codes == ["unknown-schema" if key == "$schema" else "unknown-key"]

    def test_a_reference_inside_is_no_reference(self) -> None:
        """A value that looks like a reference is held against the schema of its place."""
        data = json.dumps({"$schema": schema_uri("method"), "id": {"$ref": REMOTE[0]}}).encode()
        assert [(p.code, p.pointer) for p in check(data)] == [("wrong-type", "/id")]
