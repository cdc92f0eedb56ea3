# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The version of the library, the one place where it stands (Fassung)."""

__version__ = "0.1.0.dev0"
"""Version of the library, by Semantic Versioning."""
