"""Where a form's choices come from: the directory, the agreement and the wording, looked up when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dialogs.forms.form import Answers, Choice, Surroundings
from dialogs.forms.meeting_request import BASES, BY_AGE, chosen_area
from dialogs.wording import Wording
from domain.case import Case
from domain.network_meeting import Method
from domain.people import Area, Person, Unit
from workflows.desk import Desk

DURATIONS = (30, 45, 60, 90, 120)
"""Minutes."""


@dataclass(frozen=True)
class Choices:
    """The choices for one person's form, and for the case it is about where there is one."""

    desk: Desk
    person: Person
    wording: Wording
    case: Case | None = None
    _known: dict[tuple[object, ...], tuple[Choice, ...]] = field(default_factory=dict, repr=False)
    """What this turn has looked up: a page asks for the same choices several times."""

    def surroundings(self) -> Surroundings:
        return Surroundings(self.desk.now, self)

    def __call__(self, source: str, answers: Answers) -> tuple[Choice, ...]:
        key = (source, *(answers.get(name) for name in _DEPENDS.get(source, ())))
        if key not in self._known:
            self._known[key] = self._look_up(source, answers)
        return self._known[key]

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

    def agreement_between(self, answers: Answers) -> tuple[Choice, ...]:
        """The agreement that binds both organisations for the citizen's age: one, or none."""
        area = chosen_area(answers, self.surroundings())
        other = self.desk.records.directory.organisation(answers.get("other_organisation", ""))
        if area is None or other is None:
            return ()
        names = (self.person.home.organisation, other.name)
        agreement = self.desk.agreements.between(area, names, self.desk.today)
        return (Choice(agreement.id, agreement.name_da),) if agreement else ()

    def receiver_units(self, answers: Answers) -> tuple[Choice, ...]:
        organisation_id = answers.get("other_organisation")
        area = chosen_area(answers, self.surroundings())
        if not organisation_id or area is None:
            return ()
        units = self.desk.records.directory.units_of(organisation_id)
        return tuple(Choice(u.id, u.name) for u in units if u.area.covers(area) and _works(self.desk, u))

    def durations(self, _answers: Answers) -> tuple[Choice, ...]:
        return tuple(Choice(str(n), self.wording("choice.minutes", n=n)) for n in DURATIONS)

    def task_owners(self, _answers: Answers) -> tuple[Choice, ...]:
        """Both units of the case, and everyone who works in them; a value is `unit:person` or `unit:`."""
        if self.case is None:
            return ()
        directory = self.desk.records.directory
        found: list[Choice] = []
        for unit_id in (self.case.region_unit_id, self.case.municipality_unit_id):
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
    "agreements": (BY_AGE, Area.ADULTS, Area.CHILDREN),
    "methods": tuple(Method),
    "bases": BASES,
    "relatives_wish": ("yes", "no", "not_asked"),
    "yes_no": ("no", "yes"),
}

_LOOKED_UP: Mapping[str, Callable[[Choices, Answers], tuple[Choice, ...]]] = {
    "other_organisations": Choices.other_organisations,
    "agreement_between": Choices.agreement_between,
    "receiver_units": Choices.receiver_units,
    "durations": Choices.durations,
    "task_owners": Choices.task_owners,
}

_CITIZEN = ("other_organisation", "agreement", "cpr")
_DEPENDS: Mapping[str, tuple[str, ...]] = {"receiver_units": _CITIZEN, "agreement_between": _CITIZEN}
"""The answers a source's choices depend on."""
