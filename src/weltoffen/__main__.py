# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``python -m weltoffen``: the command line."""

import sys

from weltoffen.cli import main

sys.exit(main())
