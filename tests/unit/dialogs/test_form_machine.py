"""Any person, any moves, any input: the rules every form of ours keeps, whatever is typed."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dialogs.forms.engine import REVIEW, Move, Step, begin, page_faults, progress, shown_pages, step, take_up
from dialogs.forms.form import Form, Known, Surroundings
from dialogs.forms.submit import FORMS
from dialogs.forms.values import FREE_TEXT, answers_so_far, clean
from domain.cpr import mask_cpr
from tests.unit.dialogs.form_surroundings import CHILD, NO_AGE, OF_AGE, around, on_a_case

SENSIBLE = st.sampled_from(
    [
        OF_AGE, CHILD, NO_AGE, "hvidovre", "Hvidovre Kommune", "by_age", "adults", "children", "voksne",
        "yes", "no", "not_asked", "support", "neither", "guide_me", "homeless", "admission", "0", "14",
        "citizen", "relatives", "planned", "Bo Demo, tlf. 12 34 56 78", "-", "ikke relevant", "section_13c",
        "consent_both", "consent_citizen", "other", "video", "60", "2026-11-25",
        "2026-11-19",
        "2029-01-01", "10:00", "voksne:sara", "At bo for sig selv", "Ring om 610190-4321",
    ]
)  # fmt: skip
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.text(max_size=30),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Zs"]), max_size=10),
    st.sampled_from(["x" * 9000, "1" * 5000, "0001-01-01", "9999-12-31", "24:00", "\x00", "2026-W48-5"]),
)
PLACES = (
    around(),
    around(known=frozenset({Known.CASE}), age=None),
    on_a_case(),
    on_a_case(Known.ASSESSMENT, Known.OPEN_MATTERS),
    on_a_case(age=16),
)
"""On a new case, and on cases of which more or less is known."""
INPUT = st.one_of(SENSIBLE, SENSIBLE, STRANGE)


class FilledInByAnyone(RuleBasedStateMachine):
    """One person with one form."""

    def __init__(self) -> None:
        super().__init__()
        self.form: Form = FORMS["meeting_request"].form
        self.around: Surroundings = around()
        self.there = Step("", {})
        self.typed: dict[str, str] = {}
        """What must still be there: the last text typed into each field of a page that was visited."""

    @initialize(name=st.sampled_from(sorted(FORMS)), place=st.sampled_from(range(len(PLACES))))
    def open(self, name: str, place: int) -> None:
        self.form, self.around = FORMS[name].form, PLACES[place]
        self.there = begin(self.form, {}, self.around)
        self.typed = dict(self.there.values)

    @rule(data=st.data(), move=st.sampled_from(Move))
    def move(self, data: Any, move: Move) -> None:
        before, page = self.there, self.form.page(self.there.page)
        names = [asked.name for asked in page.fields] if page else []
        inputs = {name: data.draw(INPUT, label=name) for name in names if data.draw(st.integers(0, 4))}
        pages = [p.name for p in self.form.pages]
        target = data.draw(st.sampled_from([*pages, REVIEW, "nowhere", ""])) if move is Move.JUMP else ""

        self.there = step(self.form, before.page, before.values, move, inputs, self.around, target)

        for asked in page.fields if page else ():
            if asked.name in inputs:
                self.typed[asked.name] = clean(asked, inputs[asked.name])[0]
        self.check(before, move)

    def check(self, before: Step, move: Move) -> None:
        there = self.there
        if move in (Move.BACK, Move.SAVE, Move.JUMP):
            assert there.faults == ()
            assert there.complete is None
        if move is Move.JUMP and there.page != before.page:
            assert there.page in self.shown()
        left_forward = (
            move in (Move.NEXT, Move.SEND) and there.page != before.page and before.page in self.shown()
        )
        page = self.form.page(before.page)
        if left_forward and page is not None and not there.faults:
            assert page_faults(self.form, page, there.values, self.around) == ()
        if there.complete is not None:
            assert all(
                page_faults(self.form, page, there.values, self.around) == ()
                for page in shown_pages(self.form, there.values, self.around)
            )
            assert (
                self.form.check(answers_so_far(self.form.fields, there.values, self.around), self.around)
                == ()
            )

    @rule()
    def come_back_later(self) -> None:
        self.there = take_up(self.form, self.there.page, self.there.values, {}, self.around)

    def shown(self) -> list[str]:
        return [page.name for page in shown_pages(self.form, self.there.values, self.around)]

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        assert {name: self.there.values.get(name, "") for name in self.typed} == self.typed

    @invariant()
    def no_free_text_holds_a_cpr(self) -> None:
        free = [asked.name for asked in self.form.fields if asked.kind in FREE_TEXT]
        assert not any(mask_cpr(self.there.values.get(name, ""))[1] for name in free)

    @invariant()
    def one_stands_on_a_shown_page(self) -> None:
        if self.there.page:
            number, of = progress(
                self.form, self.there.page, shown_pages(self.form, self.there.values, self.around)
            )
            assert 1 <= number <= of


FilledInByAnyone.TestCase.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
TestFilledInByAnyone = FilledInByAnyone.TestCase
