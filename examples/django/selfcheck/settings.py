# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Settings: no pages, no sessions, no users; only what the self-check needs."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

if not os.environ.get("SELFCHECK_FOLDER"):
    message = "SELFCHECK_FOLDER has to name the folder with the assessments"
    raise ImproperlyConfigured(message)
SELFCHECK_FOLDER = Path(os.environ["SELFCHECK_FOLDER"])
"""Holds the assessments (``*.json``), and the database."""
SELFCHECK_TOKEN = os.environ.get("SELFCHECK_TOKEN", "")
"""The operator's secret; without one nobody is the operator."""

DEBUG = False  # a page about an error would show what was sent
ALLOWED_HOSTS = os.environ.get("SELFCHECK_HOSTS", "localhost,127.0.0.1").split(",")
SECRET_KEY = secrets.token_urlsafe(50)  # nothing that is signed outlives the process
ROOT_URLCONF = "selfcheck.urls"
APPEND_SLASH = False
INSTALLED_APPS = ["selfcheck"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "selfcheck.problems.ProblemDetails",
    "django.middleware.common.CommonMiddleware",
]
SECURE_REFERRER_POLICY = "no-referrer"
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": SELFCHECK_FOLDER / "selfcheck.sqlite",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # who counts waits for whoever is counting
            "timeout": 20,
            "init_command": "PRAGMA secure_delete = ON",  # what two counts differ in is a response
        },
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR"},
        "django.server": {"level": "ERROR"},  # runserver would log when each response came
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
