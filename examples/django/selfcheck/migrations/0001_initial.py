# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The table of rounds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Made by ``makemigrations``."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("assessment", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("tally", models.BinaryField()),
                ("report", models.BinaryField(null=True)),
            ],
        ),
    ]
