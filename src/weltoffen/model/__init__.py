# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What things are (Modell): frozen values that know no wire format and no files.

Whoever writes target models, questionnaires, assessments or any other document in Python finds the parts of
these documents here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.faces import lazily

_HOMES = {
    "weltoffen.model.answers": ("Answer",),
    "weltoffen.model.assessment": (
        "Assessment",
        "Municipality",
        "MunicipalityKind",
        "Perspective",
        "Round",
        "Supplement",
        "Target",
    ),
    "weltoffen.model.comparison": ("EditionComparison", "How", "Relation"),
    "weltoffen.model.completeness": ("Completeness",),
    "weltoffen.model.edition": ("Edition",),
    "weltoffen.model.exact": ("ExactInput", "InWhole"),
    "weltoffen.model.extensions": ("Extensions", "Value"),
    "weltoffen.model.forms": (
        "AnswerForm",
        "Band",
        "Checklist",
        "FreeText",
        "NumberEntry",
        "SingleChoice",
    ),
    "weltoffen.model.goals": (
        "GoalEvent",
        "GoalPlan",
        "GoalState",
        "GoalStep",
        "IndicatorAim",
        "StageAim",
        "YearlyGoal",
    ),
    "weltoffen.model.ids": ("Reference",),
    "weltoffen.model.measures": (
        "Funding",
        "Measure",
        "MeasureCatalogue",
        "MeasureEvent",
        "MeasureState",
        "StepKind",
    ),
    "weltoffen.model.method": ("ADMINISTRATION", "Method", "ParentPolicy", "WholePolicy"),
    "weltoffen.model.monitoring": (
        "Category",
        "Direction",
        "Indicator",
        "Monitoring",
        "Observation",
        "ObservationStatus",
        "Series",
    ),
    "weltoffen.model.organisation": (
        "Act",
        "Body",
        "BodyKind",
        "DEFAULT_ENTITLEMENTS",
        "Entitlement",
        "Member",
        "Organisation",
    ),
    "weltoffen.model.paper": (
        "Attachment",
        "Consultation",
        "CouncilPaper",
        "PaperKind",
        "PaperReference",
        "Treatment",
    ),
    "weltoffen.model.participation": (
        "Contact",
        "Participant",
        "Participation",
        "Period",
        "Phase",
        "PhaseKind",
        "Prerequisite",
        "PrerequisiteKind",
        "PrerequisiteState",
    ),
    "weltoffen.model.questionnaire": (
        "Dependency",
        "Gate",
        "Kind",
        "Question",
        "Questionnaire",
        "Shape",
    ),
    "weltoffen.model.response": ("Capacity", "Conflict", "Response"),
    "weltoffen.model.scale": ("NOT_APPLICABLE", "NoAnswer", "Option", "Scale", "UNKNOWN"),
    "weltoffen.model.source": ("Source", "SourceKind"),
    "weltoffen.model.suggestion": (
        "Condition",
        "Effort",
        "Module",
        "OfferRule",
        "Office",
        "StageText",
        "Suggestion",
    ),
    "weltoffen.model.target": ("Level", "Node", "Replacement", "Replaces", "Stage", "TargetModel"),
    "weltoffen.model.text": ("Text",),
    "weltoffen.model.workshop": (
        "ActionNeed",
        "NeedBasis",
        "NextStep",
        "Rerating",
        "Statement",
        "Workshop",
        "WorkshopGroup",
    ),
}

if TYPE_CHECKING:
    from weltoffen.model.answers import Answer
    from weltoffen.model.assessment import (
        Assessment,
        Municipality,
        MunicipalityKind,
        Perspective,
        Round,
        Supplement,
        Target,
    )
    from weltoffen.model.comparison import EditionComparison, How, Relation
    from weltoffen.model.completeness import Completeness
    from weltoffen.model.edition import Edition
    from weltoffen.model.exact import ExactInput, InWhole
    from weltoffen.model.extensions import Extensions, Value
    from weltoffen.model.forms import (
        AnswerForm,
        Band,
        Checklist,
        FreeText,
        NumberEntry,
        SingleChoice,
    )
    from weltoffen.model.goals import (
        GoalEvent,
        GoalPlan,
        GoalState,
        GoalStep,
        IndicatorAim,
        StageAim,
        YearlyGoal,
    )
    from weltoffen.model.ids import Reference
    from weltoffen.model.measures import (
        Funding,
        Measure,
        MeasureCatalogue,
        MeasureEvent,
        MeasureState,
        StepKind,
    )
    from weltoffen.model.method import ADMINISTRATION, Method, ParentPolicy, WholePolicy
    from weltoffen.model.monitoring import (
        Category,
        Direction,
        Indicator,
        Monitoring,
        Observation,
        ObservationStatus,
        Series,
    )
    from weltoffen.model.organisation import (
        DEFAULT_ENTITLEMENTS,
        Act,
        Body,
        BodyKind,
        Entitlement,
        Member,
        Organisation,
    )
    from weltoffen.model.paper import (
        Attachment,
        Consultation,
        CouncilPaper,
        PaperKind,
        PaperReference,
        Treatment,
    )
    from weltoffen.model.participation import (
        Contact,
        Participant,
        Participation,
        Period,
        Phase,
        PhaseKind,
        Prerequisite,
        PrerequisiteKind,
        PrerequisiteState,
    )
    from weltoffen.model.questionnaire import Dependency, Gate, Kind, Question, Questionnaire, Shape
    from weltoffen.model.response import Capacity, Conflict, Response
    from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN, NoAnswer, Option, Scale
    from weltoffen.model.source import Source, SourceKind
    from weltoffen.model.suggestion import (
        Condition,
        Effort,
        Module,
        OfferRule,
        Office,
        StageText,
        Suggestion,
    )
    from weltoffen.model.target import Level, Node, Replacement, Replaces, Stage, TargetModel
    from weltoffen.model.text import Text
    from weltoffen.model.workshop import (
        ActionNeed,
        NeedBasis,
        NextStep,
        Rerating,
        Statement,
        Workshop,
        WorkshopGroup,
    )
else:
    __getattr__, __dir__ = lazily(__name__, _HOMES)

__all__ = [
    "ADMINISTRATION",
    "DEFAULT_ENTITLEMENTS",
    "NOT_APPLICABLE",
    "UNKNOWN",
    "Act",
    "ActionNeed",
    "Answer",
    "AnswerForm",
    "Assessment",
    "Attachment",
    "Band",
    "Body",
    "BodyKind",
    "Capacity",
    "Category",
    "Checklist",
    "Completeness",
    "Condition",
    "Conflict",
    "Consultation",
    "Contact",
    "CouncilPaper",
    "Dependency",
    "Direction",
    "Edition",
    "EditionComparison",
    "Effort",
    "Entitlement",
    "ExactInput",
    "Extensions",
    "FreeText",
    "Funding",
    "Gate",
    "GoalEvent",
    "GoalPlan",
    "GoalState",
    "GoalStep",
    "How",
    "InWhole",
    "Indicator",
    "IndicatorAim",
    "Kind",
    "Level",
    "Measure",
    "MeasureCatalogue",
    "MeasureEvent",
    "MeasureState",
    "Member",
    "Method",
    "Module",
    "Monitoring",
    "Municipality",
    "MunicipalityKind",
    "NeedBasis",
    "NextStep",
    "NoAnswer",
    "Node",
    "NumberEntry",
    "Observation",
    "ObservationStatus",
    "OfferRule",
    "Office",
    "Option",
    "Organisation",
    "PaperKind",
    "PaperReference",
    "ParentPolicy",
    "Participant",
    "Participation",
    "Period",
    "Perspective",
    "Phase",
    "PhaseKind",
    "Prerequisite",
    "PrerequisiteKind",
    "PrerequisiteState",
    "Question",
    "Questionnaire",
    "Reference",
    "Relation",
    "Replacement",
    "Replaces",
    "Rerating",
    "Response",
    "Round",
    "Scale",
    "Series",
    "Shape",
    "SingleChoice",
    "Source",
    "SourceKind",
    "Stage",
    "StageAim",
    "StageText",
    "Statement",
    "StepKind",
    "Suggestion",
    "Supplement",
    "Target",
    "TargetModel",
    "Text",
    "Treatment",
    "Value",
    "WholePolicy",
    "Workshop",
    "WorkshopGroup",
    "YearlyGoal",
]
