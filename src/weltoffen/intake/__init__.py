# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting straight from lines (Einlesen und Auszählen): one stream, many files, several processes."""
