"""Where a form's choices come from: the directory, the agreement and the wording, looked up when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dialogs.forms.basis_page import bases_for
from dialogs.forms.citizen_pages import BY_AGE, age, chosen_area
from dialogs.forms.form import Answers, Choice, Known, Surroundings
from dialogs.forms.law_pages import ADULTS_ONLY, BY_CHOICE, GUIDE_ME, is_adult
from dialogs.forms.remark_choices import remark_about
from dialogs.forms.settings_forms import CHOICES_OF_SETTINGS
from dialogs.forms.staff_choices import (
    action_owners,
    contact_cases,
    covers,
    new_contacts,
    on_duty,
    other_municipalities,
    takers_over,
)
from dialogs.hours_words import weekday
from dialogs.wording import Wording
from domain.admission import DischargeKind
from domain.agreement import Agreement
from domain.case import Case, HoldKind
from domain.delay import DelayReason
from domain.network_meeting import Method
from domain.parts import FollowUpEvery, Housing, Setting
from domain.people import Area, Person, Unit
from domain.working_hours import EVERY_DAY
from workflows.desk import Desk

DURATIONS = (30, 45, 60, 90, 120)
"""Minutes."""
LINKED_PARTS = (
    "treatment_offers", "social_offers", "housing", "medication_responsible", "crisis_plan", "relatives",
)  # fmt: skip
"""The parts of an agreement that people follow up on."""


@dataclass(frozen=True)
class Choices:
    """The choices for one person's form, and for the case it is about where there is one."""

    desk: Desk
    person: Person
    wording: Wording
    case: Case | None = None
    known: frozenset[Known] = frozenset()
    subject_id: str = ""
    """The record the form is about; empty for one that starts a case."""
    _found: dict[tuple[object, ...], tuple[Choice, ...]] = field(default_factory=dict, repr=False)
    """What this turn has looked up: a page asks for the same choices several times."""
    _agreements: dict[tuple[object, ...], Agreement | None] = field(default_factory=dict, repr=False)

    def surroundings(self) -> Surroundings:
        age = self.case.citizen.cpr.age_on(self.desk.today) if self.case else None
        number = self.case.number if self.case else ""
        return Surroundings(self.desk.now, self, self.agreement, self.known, age, number)

    def __call__(self, source: str, answers: Answers) -> tuple[Choice, ...]:
        key = (source, *(answers.get(name) for name in _DEPENDS.get(source, ())))
        if key not in self._found:
            self._found[key] = self._look_up(source, answers)
        return self._found[key]

    def agreement(self, answers: Answers) -> Agreement | None:
        """The case's agreement; before there is a case, the one that binds both organisations for the
        citizen's age."""
        if self.case is not None:
            return self.desk.agreements.get(self.case.agreement_id)
        key = tuple(answers.get(name) for name in _CITIZEN)
        if key not in self._agreements:
            self._agreements[key] = self._agreement_between(answers)
        return self._agreements[key]

    def _agreement_between(self, answers: Answers) -> Agreement | None:
        area = chosen_area(answers, self.surroundings())
        other = self.desk.records.directory.organisation(answers.get("other_organisation", ""))
        if area is None or other is None:
            return None
        names = (self.person.home.organisation, other.name)
        return self.desk.agreements.between(area, names, self.desk.today)

    def _look_up(self, source: str, answers: Answers) -> tuple[Choice, ...]:
        fixed = _FIXED.get(source)
        if fixed is not None:
            return tuple(Choice(value, self.wording(f"choice.{source}.{value}")) for value in fixed)
        return _LOOKED_UP[source](self, answers)

    def other_organisations(self, _answers: Answers) -> tuple[Choice, ...]:
        """The organisations of the other sector that some agreement in force binds with ours."""
        ours = self.person.home.organisation
        others = self.desk.records.directory.organisations(self.person.sector.opposite)
        bound = [
            o
            for o in others
            if any(self.desk.agreements.between(a, (ours, o.name), self.desk.today) for a in Area)
        ]
        return tuple(Choice(o.id, o.name) for o in bound)

    def receiver_units(self, answers: Answers) -> tuple[Choice, ...]:
        organisation_id = answers.get("other_organisation")
        area = chosen_area(answers, self.surroundings())
        if not organisation_id or area is None:
            return ()
        units = self.desk.records.directory.units_of(organisation_id)
        return tuple(Choice(u.id, u.name) for u in units if u.area.covers(area) and _works(self.desk, u))

    def required_by(self, answers: Answers) -> tuple[Choice, ...]:
        """Why an agreement is required, or that none is: what may hold for the citizen's age."""
        adult = is_adult(answers, self.surroundings())
        values = [value for value in (*BY_CHOICE, GUIDE_ME) if adult or value != ADULTS_ONLY]
        return tuple(Choice(value, self.wording(f"choice.required_by.{value}")) for value in values)

    def bases(self, answers: Answers) -> tuple[Choice, ...]:
        """Why it may be shared: what may hold for the citizen's age."""
        found = bases_for(age(answers, self.surroundings()))
        return tuple(Choice(value, self.wording(f"choice.bases.{value}")) for value in found)

    def durations(self, _answers: Answers) -> tuple[Choice, ...]:
        return tuple(Choice(str(n), self.wording("choice.minutes", n=n)) for n in DURATIONS)

    def weekdays(self, _answers: Answers) -> tuple[Choice, ...]:
        """Monday first, by number; named as in the middle of a sentence, so here with a capital letter."""
        names = {day: weekday(day, self.wording) for day in sorted(EVERY_DAY)}
        return tuple(Choice(str(day), name.capitalize()) for day, name in names.items())

    def task_owners(self, _answers: Answers) -> tuple[Choice, ...]:
        """The units of the case, and everyone who works in them; a value is `unit:person` or `unit:`."""
        if self.case is None:
            return ()
        directory = self.desk.records.directory
        found: list[Choice] = []
        for unit_id in self.case.unit_ids:
            unit = directory.unit(unit_id)
            if unit is None:
                continue
            found.append(Choice(f"{unit.id}:", self.wording("choice.whole_unit", unit=unit.full_name)))
            found += [
                Choice(f"{unit.id}:{p.id}", f"{p.name}, {unit.organisation}")
                for p in directory.staff_of(unit.id)
                if p.works_in(unit.id)
            ]
        return tuple(found)


def _works(desk: Desk, unit: Unit) -> bool:
    return any(person.works_in(unit.id) for person in desk.records.directory.staff_of(unit.id))


_FIXED: Mapping[str, tuple[str, ...]] = {
    "delay": tuple(DelayReason),
    "agreements": (BY_AGE, Area.ADULTS, Area.CHILDREN),
    "methods": tuple(Method),
    "relatives_wish": ("yes", "no", "not_asked"),
    "yes_no": ("no", "yes"),
    "support": ("yes", "no", "not_known"),
    "takes_part": ("yes", "no", "not_asked"),
    "housing": tuple(Housing),
    "setting": tuple(Setting),
    "follow_up_every": tuple(FollowUpEvery),
    "discharge_kind": tuple(DischargeKind),
    "linked_parts": LINKED_PARTS,
    **CHOICES_OF_SETTINGS,
    "hold_kind": tuple(HoldKind),
    "copy_to": ("citizen", "gp", "relatives", "private_party", "other"),
}

_LOOKED_UP: Mapping[str, Callable[[Choices, Answers], tuple[Choice, ...]]] = {
    "other_organisations": Choices.other_organisations,
    "receiver_units": Choices.receiver_units,
    "required_by": Choices.required_by,
    "bases": Choices.bases,
    "durations": Choices.durations,
    "task_owners": Choices.task_owners,
    "other_municipalities": lambda c, _: other_municipalities(c.desk, c.case),
    "new_contacts": lambda c, _: new_contacts(c.desk, c.person, c.case),
    "contact_cases": lambda c, _: contact_cases(c.desk, c.person, c.wording, c.case),
    "takers_over": lambda c, _: takers_over(c.desk, c.person, c.wording, c.subject_id),
    "covers": lambda c, _: covers(c.desk, c.person),
    "on_duty": lambda c, _: on_duty(c.desk, c.person, c.wording, c.subject_id),
    "weekdays": Choices.weekdays,
    "remark_about": lambda c, _: remark_about(c.desk, c.wording, c.case),
    "action_owners": lambda c, _: action_owners(c.desk, c.person),
}

_CITIZEN = ("other_organisation", "agreement", "cpr")
_DEPENDS: Mapping[str, tuple[str, ...]] = {
    "receiver_units": _CITIZEN, "required_by": ("cpr",), "bases": ("cpr",)
}  # fmt: skip
"""The answers a source's choices depend on."""
