# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from the documents before and after the questionnaire (Verlauf): pure functions of them."""
