#!/usr/bin/env python
# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The project's commands: ``python manage.py migrate``, ``python manage.py runserver``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfcheck.settings")
    execute_from_command_line(sys.argv)
