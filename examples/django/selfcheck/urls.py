# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What can be asked for."""

from django.urls import path

from selfcheck import views

urlpatterns = [
    path("assessments/<str:name>/responses", views.respond),
    path("assessments/<str:name>/close", views.close),
    path("assessments/<str:name>/report", views.report),
    path("assessments/<str:name>/report.html", views.page),
    path("assessments/<str:name>/questionnaire", views.questionnaire),
    path("assessments/<str:name>/response-schema", views.response_schema),
    path("check", views.check),
]
