# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What things are (Modell): frozen values that know no wire format and no files."""
