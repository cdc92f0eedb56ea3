# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What happens once when a process starts."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class SelfCheck(AppConfig):
    """The self-check."""

    name = "selfcheck"

    def ready(self) -> None:
        """Read the assessments, so that a wrong one is told now; keep the counts from other users."""
        from selfcheck.models import documents  # noqa: PLC0415 - models come after the registry

        documents()
        file = Path(settings.DATABASES["default"]["NAME"])
        file.touch(0o600)
        file.chmod(0o600)  # of one that was there, too; SQLite gives its journal the same mode
