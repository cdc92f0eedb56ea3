# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Fingerprints of definitions (Prüfsummen): S8. Never made of responses or counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction

import attrs


def digest(definition: object) -> str:
    """Give the fingerprint of a model value, such as a target model or questionnaire (S8).

    SHA-256 over a canonical writing of the value: attributes by name, those at their default left out,
    so that a new optional attribute of the library changes no fingerprint.

    Returns:
        ``sha256:`` and 64 hexadecimal digits.
    """
    written = "".join(_canonical(definition))
    return "sha256:" + hashlib.sha256(written.encode()).hexdigest()


def _canonical(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        yield "["
        for item in value:
            yield from _canonical(item)
            yield ","
        yield "]"
    elif attrs.has(kind := type(value)):
        yield kind.__name__ + "{"
        for field in attrs.fields(kind):
            item = getattr(value, field.name)
            if field.init and item != field.default:
                yield f"{field.name}="
                yield from _canonical(item)
                yield ";"
        yield "}"
    elif isinstance(value, Fraction):
        yield str(value)
    else:
        # ascii, as the repr of a text depends on the Unicode tables of the Python version.
        yield ascii(value)
