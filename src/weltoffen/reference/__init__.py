# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped editions (mitgelieferte Ausgaben), read through the door like anybody's; M3.

Edition ``2026.1`` is a draft until the first release of the library.
"""

from weltoffen.reference.loading import editions, load_reference

__all__ = ["editions", "load_reference"]
