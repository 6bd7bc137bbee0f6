"""What the settings' forms begin with, and what becomes of them: the settings card says what holds now."""

from __future__ import annotations

from dialogs.cards.elements import plain
from dialogs.cards.settings_card import settings_card
from dialogs.forms import settings_forms as forms
from dialogs.forms.form import Answers
from dialogs.forms.sent import Sent
from dialogs.forms.staff_choices import WHOLE_UNIT
from dialogs.settings_views import settings_view
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.views import person_of, unit_of
from domain.permission import Setting, check_may_set
from domain.preferences import UnitPreferences, Works
from domain.working_hours import ROUND_THE_CLOCK, WorkingHours
from workflows.preferences import Wish, choose_cover, choose_reminders, choose_unit_hours
from workflows.reaching import hours_of, hours_of_unit, on_duty


def set_now(talk: Talk, note: str) -> Reply:
    """The settings as they are now, with a line on what was done."""
    return talk.show(settings_card(settings_view(talk), talk.wording, note), talk.wording("settings.title"))


def _begin_preferences(talk: Talk, _person_id: str) -> dict[str, str]:
    own = talk.desk.records.preferences.of(talk.person.id)
    return {
        "gathered": forms.ONE_BY_ONE if own.one_by_one else "gathered",
        "reminded_of": forms.ONLY_LEGAL if own.only_legal else "all",
        "works": own.works,
        **forms.hours_values(hours_of(talk.desk, talk.person)),
    }


def _preferences(talk: Talk, _person_id: str, answers: Answers) -> Reply:
    works = Works(answers["works"])
    wish = Wish(
        works,
        forms.hours_in(answers) if works is Works.FIXED else None,
        one_by_one=answers["gathered"] == forms.ONE_BY_ONE,
        only_legal=answers["reminded_of"] == forms.ONLY_LEGAL,
    )
    choose_reminders(talk.desk, talk.person, wish)
    return set_now(talk, talk.wording("settings.saved"))


def _begin_cover(talk: Talk, _person_id: str) -> dict[str, str]:
    cover = talk.desk.records.preferences.of(talk.person.id).cover
    if cover is None or cover.until < talk.desk.today:
        return {}
    return {"colleague": cover.person_id, "until": cover.until.isoformat()}


def _cover(talk: Talk, _person_id: str, answers: Answers) -> Reply:
    choose_cover(talk.desk, talk.person, answers["colleague"], answers["until"])
    colleague = person_of(talk.desk, answers["colleague"])
    name = plain(colleague.name) if colleague else ""
    until = talk.wording.day(answers["until"])
    return set_now(talk, talk.wording("settings.covered", name=name, until=until))


def _begin_unit_hours(talk: Talk, unit_id: str) -> dict[str, str]:
    check_may_set(talk.person, Setting.UNIT_HOURS, unit_id)
    chosen = talk.desk.records.preferences.of_unit(unit_id)
    named = on_duty(talk.desk, unit_id)
    return {
        "unit_hours": _kind_of(chosen),
        "on_duty": named.id if named else WHOLE_UNIT,
        **forms.hours_values(hours_of_unit(talk.desk, unit_of(talk.desk, unit_id))),
    }


def _kind_of(chosen: UnitPreferences) -> str:
    if chosen.hours is None:
        return forms.AS_AGREED
    return forms.ROUND_THE_CLOCK if chosen.hours.round_the_clock else forms.FIXED


def _unit_hours(talk: Talk, unit_id: str, answers: Answers) -> Reply:
    to = None if answers["on_duty"] == WHOLE_UNIT else answers["on_duty"]
    choose_unit_hours(talk.desk, talk.person, unit_id, _hours_of_unit(answers), to)
    name = plain(unit_of(talk.desk, unit_id).name)
    return set_now(talk, talk.wording("settings.unit_saved", unit=name))


def _hours_of_unit(answers: Answers) -> WorkingHours | None:
    match answers["unit_hours"]:
        case forms.FIXED:
            return forms.hours_in(answers)
        case forms.ROUND_THE_CLOCK:
            return ROUND_THE_CLOCK
    return None


SETTINGS_SENT: tuple[Sent, ...] = (
    Sent(forms.PREFERENCES, _preferences, None, _begin_preferences),
    Sent(forms.COVER, _cover, None, _begin_cover),
    Sent(forms.UNIT_HOURS, _unit_hours, None, _begin_unit_hours),
)
