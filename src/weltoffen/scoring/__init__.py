# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from counts (Auswertung): pure functions, exact to the edge."""
