# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Charts of a report (Schaubilder): as data in Vega-Lite and Vega, and drawn as SVG and PNG."""

from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.gallery import charts
from weltoffen.render.drawing.palette import roles
from weltoffen.render.drawing.pictures import draw

__all__ = ["Chart", "charts", "draw", "roles"]
