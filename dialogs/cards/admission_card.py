"""An admission's card: the expected discharge, whether the law asks for an agreement, and what is missing.

It tells nothing of who the citizen is, and no free text; both sectors see the same, and the ward's staff
get the buttons that are theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.document_words import within_a_sentence
from dialogs.cards.elements import (
    Tone,
    banner,
    button,
    buttons,
    card,
    facts,
    fitting,
    heading,
    line,
    plain,
    subheading,
)
from dialogs.cards.task_lines import TaskLine
from dialogs.wording import Wording
from domain.admission import Admission, AdmissionStatus
from domain.case import Case
from domain.discharge_law import Assessment
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.people import Person, Unit
from workflows.chat import Card

TONES: dict[AdmissionStatus, Tone] = {
    AdmissionStatus.ADMITTED: "accent",
    AdmissionStatus.WITHOUT_AGREEMENT: "attention",
    AdmissionStatus.DISCHARGED: "good",
}


@dataclass(frozen=True)
class AdmissionView:
    """Everything an admission's card may show one person, looked up beforehand."""

    case: Case
    admission: Admission
    may_answer: bool
    """Whether the viewer answers for the admission: the ward does."""
    may_explain: bool
    """Whether the viewer may say why it ended without an agreement: either sector does."""
    region_unit: Unit
    municipality_unit: Unit
    document: Document | None
    """The case's agreement or plan, where one is begun and still stands."""
    document_name: str
    """What that document is called, or the one that is to be made."""
    assessed_by: Person | None
    adult: bool
    """Whether the citizen is 18 or over, or their age unknown: under 18 the law's path begins at its second
    question."""
    acting: TaskLine | None = None
    """The follow-up that asks which municipality acts for a citizen without a home, while it is open."""


def admission_title(view: AdmissionView, wording: Wording) -> str:
    return wording("admission.title", number=view.case.number)


def admission_status_line(view: AdmissionView, wording: Wording) -> str:
    admission = view.admission
    values = {
        "expected": wording.day_and_year(admission.expected_on) if admission.expected_on else "",
        "discharged": wording.day_and_year(admission.discharged_on) if admission.discharged_on else "",
    }
    return wording(f"admission.status.{_standing(admission)}", **values)


def _standing(admission: Admission) -> str:
    if admission.status is AdmissionStatus.ADMITTED and admission.expected_on is None:
        return "no_date"
    if admission.status is AdmissionStatus.DISCHARGED and admission.outcome is not None:
        return admission.outcome
    return admission.status


def admission_card(
    view: AdmissionView, wording: Wording, details: bool = False, note: str = "", tone: Tone = "good"
) -> Card:
    return fitting(lambda longest: _card(view, wording, details, note, tone, longest))


def _card(view: AdmissionView, wording: Wording, details: bool, note: str, tone: Tone, longest: int) -> Card:
    admission = view.admission
    body: list[CardElement] = [heading(admission_title(view, wording))]
    if note:
        body.append(banner(note, tone))
    if admission.homeless:
        body.append(banner(wording("admission.homeless"), "attention"))
    body.append(banner(admission_status_line(view, wording), TONES[admission.status]))
    body.append(facts(_facts(view, wording)))
    body += _law(view, wording)
    body += _ticks(view, wording)
    if details:
        body += _details(view, wording, longest)
    actions = _actions(view, wording)
    if actions:
        body.append(buttons(actions))
    return card(body, _footer(view, wording, details), wording.language)


def _facts(view: AdmissionView, wording: Wording) -> list[tuple[str, str]]:
    admission = view.admission
    outcome = admission.outcome
    return [
        (wording("admission.region"), view.region_unit.organisation),
        (wording("admission.municipality"), view.municipality_unit.organisation),
        (wording("admission.outcome_title"), wording(f"admission.outcome.{outcome}") if outcome else ""),
        (wording("admission.acting"), _acting(view.acting, wording) if view.acting else ""),
    ]


def _acting(acting: TaskLine, wording: Wording) -> str:
    who = ", ".join(part for part in (acting.owner, acting.organisation) if part)
    return wording("admission.acting_unsettled", who=who, by=wording.day(acting.task.due))


def _law(view: AdmissionView, wording: Wording) -> list[CardElement]:
    """Whether an agreement is required; what that rests on stands in the details."""
    title = subheading(wording("admission.law_title"))
    assessment = view.admission.assessment.reveal()
    if assessment is None:
        return [title, line(wording("admission.not_assessed"))]
    name = plain(within_a_sentence(view.document_name))
    answer = wording(f"admission.requirement.{assessment.requirement}", name=name)
    return [title, line(answer)]


def why_of(assessment: Assessment, wording: Wording) -> str:
    """The paragraph an answer rests on, and why, in one line."""
    plan = assessment.document is DocumentKind.COORDINATION_PLAN
    of_plan = f" {wording('admission.paragraph.section_13b')}" if plan else ""
    return wording(f"admission.paragraph.{assessment.paragraph}") + of_plan


def missing_of(view: AdmissionView, wording: Wording) -> tuple[str, ...]:
    """What is still missing before the discharge is in order, a sentence each."""
    return tuple(text for there, text in _needs(view, wording) if not there)


def _needs(view: AdmissionView, wording: Wording) -> list[tuple[bool, str]]:
    """What an open admission needs, whether it is there, and the words for it."""
    admission = view.admission
    if not admission.is_open:
        return []
    needs: list[tuple[bool, str]] = []
    for there, name in (
        (admission.expected_on is not None or admission.discharged_on is not None, "date"),
        (admission.is_assessed, "assessment"),
    ):
        needs.append((there, wording(f"admission.need.{name}" if there else f"admission.need.no_{name}")))
    if admission.requires_agreement:
        needs.append(_agreement_need(view, wording))
    return needs


def _agreement_need(view: AdmissionView, wording: Wording) -> tuple[bool, str]:
    name = plain(view.document_name)
    if view.document is None:
        return False, wording("admission.need.no_agreement", name=name)
    if view.document.status is Status.IN_FORCE:
        return True, wording("admission.need.agreement", name=name)
    return False, wording("admission.need.agreement_not_in_force", name=name)


def _ticks(view: AdmissionView, wording: Wording) -> list[CardElement]:
    needs = _needs(view, wording)
    if not needs:
        return []
    told = [
        line(wording("admission.there" if there else "admission.lacks", what=what)) for there, what in needs
    ]
    return [subheading(wording("admission.needs_title")), *told]


def _details(view: AdmissionView, wording: Wording, longest: int) -> list[CardElement]:
    citizen, assessment = view.case.citizen, view.admission.assessment.reveal()
    by, kind = view.assessed_by.name if view.assessed_by else "", view.admission.discharge_kind
    rows = [
        (wording("document.detail.citizen"), f"{citizen.name.reveal()}, {citizen.cpr.formatted()}"),
        (wording("admission.kind"), wording(f"choice.discharge_kind.{kind}") if kind else ""),
        (wording("admission.housing"), wording("choice.housing.homeless") if view.admission.homeless else ""),
        (wording("admission.coercive"), _coercive(view, wording)),
        (wording("admission.law_title"), why_of(assessment, wording) if assessment else ""),
        (wording("admission.assessed_by"), by),
        (wording("admission.assessed_at"), wording.moment(assessment.at) if assessment else ""),
        *(_answers(assessment, view, wording) if assessment else ()),
        (wording("admission.reason"), view.admission.reason.reveal()),
    ]
    return [subheading(wording("document.details")), facts(rows, longest)]


def _coercive(view: AdmissionView, wording: Wording) -> str:
    """What the ward has registered, for the ward."""
    return _yes_no(view.admission.coercive, wording) if view.may_answer else ""


def _answers(assessment: Assessment, view: AdmissionView, wording: Wording) -> list[tuple[str, str]]:
    answers = assessment.answers
    rows = (
        ("support" if view.adult else "support_child", answers.support),
        ("will_not_seek", answers.will_not_seek),
        ("takes_part", answers.takes_part),
        ("wishes_agreement", answers.wishes_agreement),
    )
    return [(wording(f"admission.answer.{name}"), _yes_no(value, wording)) for name, value in rows]


def _yes_no(value: bool | None, wording: Wording) -> str:
    if value is None:
        return ""
    return wording("choice.yes_no.yes" if value else "choice.yes_no.no")


def _actions(view: AdmissionView, wording: Wording) -> list[Action]:
    admission = view.admission
    ids: dict[str, object] = {"id": admission.id, "version": admission.version}
    if not admission.is_open:
        return [_correct(ids, wording)] if view.may_answer and view.case.is_open else []
    actions: list[Action] = []
    if view.may_answer:
        actions += _of_the_ward(view, ids, wording)
    if view.may_explain and admission.status is AdmissionStatus.WITHOUT_AGREEMENT:
        actions.append(button(wording("admission.action.explain"), "admission.explain", ids))
    return actions


def _of_the_ward(view: AdmissionView, ids: dict[str, object], wording: Wording) -> list[Action]:
    admission = view.admission
    admitted = admission.status is AdmissionStatus.ADMITTED
    first = _first_step(view)
    steps: list[Action] = []
    if admitted:
        steps.append(_step("date", ids, first, wording))
    steps.append(_step("assess", ids, first, wording))
    assessment = admission.assessment.reveal()
    if assessment and assessment.document and view.document is None:
        title = wording("admission.action.make", name=within_a_sentence(view.document_name))
        data: dict[str, object] = {"id": view.case.id, "kind": assessment.document.value}
        steps.append(button(title, "case.start", data, "positive" if first == "make" else "default"))
    elif view.document is not None:
        steps.append(
            button(
                wording("admission.action.open", name=within_a_sentence(view.document_name)),
                "document.card",
                {"id": view.document.id},
            )
        )
    if admitted:
        steps.append(_step("discharged", ids, first, wording))
    elif view.case.is_open:
        steps.append(_correct(ids, wording))
    return steps


def _correct(ids: dict[str, object], wording: Wording) -> Action:
    return button(wording("admission.action.correct"), "admission.correct", ids)


def _first_step(view: AdmissionView) -> str:
    admission = view.admission
    if admission.expected_on is None and admission.status is AdmissionStatus.ADMITTED:
        return "date"
    return "make" if admission.is_assessed else "assess"


def _step(name: str, ids: dict[str, object], first: str, wording: Wording) -> Action:
    title = wording(f"admission.action.{name}")
    return button(title, f"admission.{name}", ids, "positive" if name == first else "default")


def _footer(view: AdmissionView, wording: Wording, details: bool) -> list[Action]:
    ids = {"id": view.admission.id}
    key, verb = ("admission.hide", "admission.hide") if details else ("admission.show", "admission.show")
    see_case = button(wording("case.see"), "case.card", {"id": view.case.id})
    if view.acting is None:
        return [button(wording(key), verb, ids), see_case]
    open_task = button(wording("admission.acting_open"), "task.card", {"id": view.acting.task.id})
    return [button(wording(key), verb, ids), open_task, see_case]
