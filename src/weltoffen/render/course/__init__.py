# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Chapters on what is before and after the questionnaire (Kapitel zum Verlauf)."""
