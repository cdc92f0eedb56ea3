# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The life of measures, typed anew from ``docs/method/organisation.md`` and ``docs/method/measures.md``.

It knows nothing of the library, only JSON: plain events, days as text, and the tables of the two pages.
"""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]

DEFAULTS = {
    "coordination-office": "propose document review",
    "steering-group": "propose select recommend review",
    "responsible": "propose carry-out document",
    "conference": "propose",
    "integration-council": "propose recommend",
    "council": "propose resolve",
    "committee": "propose recommend",
    "working-group": "propose",
    "office": "propose carry-out document",
    "other": "",
}
"""O2."""


def may(organisation: Plain, body: str, act: str, day: str) -> bool:
    """Say whether a body exists on a day (O3) and is entitled to an act (O2)."""
    for one in organisation["bodies"]:
        if one["id"] == body and one.get("start", "0001") <= day <= one.get("end", "9999-12-31"):
            own = [
                e["acts"] for e in organisation.get("entitlements", ()) if e["kind"] == one["kind"]
            ]
            return act in (own[0] if own else DEFAULTS[one["kind"]].split())
    return False


class Wrongful(Exception):
    """No measure may have such a life."""


def after(  # noqa: C901, PLR0912 - one case a rule, so that it reads like the page
    organisation: Plain, measure: Plain, state: str, event: Plain
) -> str:
    """Say to which state an event leads (L3)."""
    body = event["body"]

    def able(act: str) -> bool:
        return may(organisation, body, act, event["date"])

    mine = body == measure.get("responsible")
    with_paper = "paper" in event
    match state, event["kind"]:
        case "new", "proposed":
            right, to = able("propose"), "proposed"
        case "proposed", "selected":
            right, to = able("select"), "selected"
        case "selected", "recommended":
            right, to = able("recommend"), "recommended"
        case "recommended", "resolved":
            right, to = able("resolve") and with_paper, "resolved"
        case "resolved", "started":
            right, to = able("carry-out") and mine, "running"
        case "running", "done":
            right, to = able("carry-out") and mine, "done"
        case (("proposed" | "selected"), "dropped"):
            right, to = able("select"), "dropped"
        case "recommended", "dropped":
            right, to = able("select") or (able("resolve") and with_paper), "dropped"
        case (("resolved" | "running"), "dropped"):
            right, to = able("resolve") and with_paper, "dropped"
        case (("resolved" | "running" | "done"), "documented"):
            right, to = able("document") and (mine or able("review")), state
        case (("resolved" | "running" | "done"), "reviewed"):
            right, to = able("review"), state
        case _:
            right, to = False, ""
    if not right or event.get("paper", {}).get("date", "0001") > event["date"]:
        raise Wrongful
    return to


def replay(organisation: Plain, measure: Plain, until: str = "9999-12-31") -> tuple[str, str]:
    """Rebuild state and since from the events up to a day (L4); all events must be rightful (L2, L3)."""
    bodies = [one["id"] for one in organisation["bodies"]]
    events = measure["events"]
    if not events or measure.get("responsible", bodies[0]) not in bodies:
        raise Wrongful
    if sorted(one["date"] for one in events) != [one["date"] for one in events]:
        raise Wrongful
    state, shown, since = "new", "new", ""
    for event in events:
        before, state = state, after(organisation, measure, state, event)
        if event["date"] <= until:
            shown, since = state, event["date"] if state != before else since
    return shown, since


def rightful(organisation: Plain, measures: list[Plain]) -> bool:
    """Say whether every step of every measure was rightful."""
    try:
        for one in measures:
            replay(organisation, one)
    except Wrongful:
        return False
    return True
