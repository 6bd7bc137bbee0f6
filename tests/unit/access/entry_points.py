"""The access table: every way in, what it is tried with, and what an outsider may get there.

**A new way in needs a row here**, or `test_outsiders.py` fails and names it. A row is a verb of
`dialogs/verbs/`, a command's words, a form on no case, a kind of file, or an address. The ports' methods
stand in `reads.py`.

- `refused(of)`: it is about the record `of` of the case. An outsider gets the answer there is for one that
  does not exist, and it is logged.
- `own()`: it shows what is the person's own, or everybody's. Nothing of the case may stand in it.

Keyword arguments are what else the button holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.understanding import Intent
from dialogs.verbs.form_verbs import FORM_VERBS
from tests import factories as f
from tests.unit.access.course import NOTHING_THERE, Course


@dataclass(frozen=True)
class Entry:
    is_refused: bool
    of: str = ""
    """The field of `Course` whose id the button holds; empty where it names no record."""
    under: str = "id"
    """By which name the button holds it."""
    data: Mapping[str, object] = field(default_factory=dict)

    def on(self, course: Course) -> dict[str, object]:
        return {**self.data, **({self.under: getattr(course, self.of)} if self.of else {})}

    def on_nothing(self) -> dict[str, object]:
        """The same button for a record that is not there."""
        return {**self.data, **({self.under: NOTHING_THERE} if self.of else {})}


def refused(of: str, **data: object) -> Entry:
    return Entry(True, of, data=data)


def own(of: str = "", under: str = "id", **data: object) -> Entry:
    return Entry(False, of, under, data)


def _each(entry: Entry, kind: str, *names: str) -> dict[str, Entry]:
    return {f"{kind}.{name}": entry for name in names}


_FIGURES = {"first": "2026-10-01", "last": "2026-10-31", "area": "adults", "kind": "region"}
_TEXT = {"version": 1, "content_version": 2}

VERBS: Mapping[str, Entry] = {
    **_each(
        refused("meeting", version=1, start="2026-11-25T09:00:00+00:00"), "meeting",
        "card", "hide", "show", "acknowledge", "accept_time", "propose_times", "ask", "answer", "move",
        "cancel", "write_minutes", "journal", "journal_undo",
    ),
    **_each(
        refused("document", **_TEXT, party=0, agrees=True, kind="citizen"), "document",
        "card", "hide", "show", "acknowledge", "sign", "private_answer", "revise", "follow_up", "paper",
        "copy_sent", "ask", "answer", "return", "withdraw", "end", "citizen_agrees", "citizen_declines",
        "hand_over_copy", "journal", "journal_undo",
    ),
    **_each(
        refused("admission"), "admission",
        "card", "hide", "show", "date", "assess", "discharged", "correct", "explain",
    ),
    **_each(
        refused("case", kind="early_notice"), "case",
        "card", "new", "start", "assess", "date", "discharged", "close", "withdraw_consent",
        "change_municipality", "add_municipality", "remove_municipality", "change_contact",
        "hold", "let_go", "correct", "stay_open", "remark",
    ),
    "case.insight": refused("case", kind="pdf"),
    **_each(
        refused("task", version=1), "task",
        "card", "hide", "show", "done", "take", "later", "new_deadline", "hand_over", "not_possible",
    ),
    # A form of somebody else is answered as one that is gone, and logged as refused.
    **{verb: Entry(True, "draft", "draft", {"version": 1}) for verb in FORM_VERBS},
    "colleagues.hand_over_all": Entry(False, data={"id": f.NURSE.id}),
    "digest.open": refused("document", kind="document"),
    "digest.done": refused("task"),
    "digest.unit_tasks": own(),
    "digest.settings": own(),
    "settings.reminders": own(),
    "settings.unit_hours": Entry(True, data={"id": f.NURSE.home.id}),
    # Counts, for whose role has them; nothing of a case.
    **_each(own(**_FIGURES), "figures", "show", "sector", "definitions"),
    **_each(own(**_FIGURES), "week", "figures", "late", "definitions"),
    **_each(own(id="1", report="1", first="2026-10-01", months="1"), "report",
            "make", "card", "pdf", "workbook", "decide", "action_done"),
    "forum_action.done": own(id="1"),
    "emergency.cases": own(),
    "emergency.reason": refused("access"),
    **{f"command.{intent}": refused("case") for intent in Intent},
}  # fmt: skip
"""A command's button is about the case it names. Without one, it is as the words without a number."""

WORDS: Mapping[Intent, str] = {
    Intent.NEW: "ny i sag {case}",
    Intent.NEW_MEETING: "nyt netværksmøde i sag {case}",
    Intent.MOVE_MEETING: "flyt mødet i sag {case}",
    Intent.CANCEL_MEETING: "aflys mødet i sag {case}",
    Intent.EARLY_NOTICE: "ny orientering i sag {case}",
    Intent.MUNICIPAL_STATUS: "ny orientering fra kommunen i sag {case}",
    Intent.DISCHARGE_NOTICE: "ny varsling i sag {case}",
    Intent.READINESS_NOTICE: "ny færdigmelding i sag {case}",
    Intent.DISCHARGE_AGREEMENT: "ny udskrivningsaftale i sag {case}",
    Intent.COORDINATION_PLAN: "ny koordinationsplan i sag {case}",
    Intent.INTERVENTION_PLAN: "ny indsatsplan i sag {case}",
    Intent.ASSESS: "skal der laves en aftale i sag {case}?",
    Intent.DISCHARGE_DATE: "forventet udskrivning {case} den 1. december",
    Intent.DISCHARGED: "borgeren er udskrevet {case}",
    Intent.CHANGE_CONTACT: "skift kontaktperson på sag {case}",
    Intent.CHANGE_MUNICIPALITY: "skift kommune sag {case}",
    Intent.CLOSE_CASE: "luk sag {case}",
    Intent.HOLD_CASE: "begræns sag {case}",
    Intent.CORRECT_CITIZEN: "ret borgerens navn i sag {case}",
    Intent.SUBJECT_ACCESS: "indsigt i sag {case}",
    Intent.MY_CASES: "mine sager",
    Intent.UNIT_TASKS: "vores opgaver",
    Intent.HANDOVER_ALL: "fordel en kollegas opgaver",
    Intent.STATUS: "status {case}",
    Intent.AGREEMENT_QUESTION: "hvad siger aftalen om netværksmøder?",
    Intent.HELP: "hjælp",
    Intent.CANCEL: "annullér",
    Intent.RESUME: "fortsæt",
    Intent.SETTINGS: "indstillinger",
    Intent.AWAY: "jeg er væk",
    Intent.BACK: "jeg er tilbage",
    Intent.UNIT_HOURS: "enhedens arbejdstid",
    Intent.EMERGENCY: "værdispring {case}",
    Intent.FIGURES: "tal for oktober",
    Intent.JOINT_REPORT: "rapport til driftsforum",
    Intent.DANISH: "dansk",
    Intent.ENGLISH: "english",
    Intent.GREETING: "hej",
    Intent.THANKS: "tak",
}
"""What is said for each command; `{case}` is the case's number, or the citizen's in its place."""
NOT_REFUSED = frozenset({Intent.EMERGENCY})
"""What is said of a case and answered all the same, alike whether there is one."""
SEARCHES = frozenset({
    Intent.ASSESS, Intent.DISCHARGE_DATE, Intent.DISCHARGED, Intent.CHANGE_CONTACT,
    Intent.CHANGE_MUNICIPALITY, Intent.CLOSE_CASE, Intent.STATUS, Intent.MOVE_MEETING, Intent.CANCEL_MEETING,
})  # fmt: skip
"""The commands that look for the citizen's cases where a CPR number is said."""

FILES: Mapping[str, Entry] = {"document": refused("document"), "insight": refused("case", format="pdf")}
"""What can be handed over as a file (`dialogs/files.py`), by kind."""

FORMS_ON_NO_CASE: Mapping[str, str] = {
    "hand_over_all": "tasks of one's own unit",
    "preferences": "one's own reminders",
    "cover": "one's own cover",
    "unit_hours": "a unit one leads",
    "forum_action": "what the operations forum decides",
    "emergency": "asks for access, alike whether there is a case",
}
"""Forms about no record, and what they are about instead. Every other is about one, and refused."""

ADDRESSES: Mapping[tuple[str, str], str] = {
    ("POST", "/api/messages"): "tests/integration/bot/test_authentication.py",
    ("GET", "/health"): "tests/integration/bot/test_public_pages.py",
    ("GET", "/calendar/{meeting}.{signature}.ics"): "tests/integration/bot/test_public_pages.py",
    ("GET", "/file/{token}"): "tests/integration/bot/test_file_links.py",
    ("POST", "/file/{token}"): "tests/integration/bot/test_file_links.py",
    ("GET", "/signed-in"): "tests/integration/bot/test_file_links.py",
    ("GET", "/"): "tests/integration/bot/test_public_pages.py",
    ("GET", "/privacy"): "tests/integration/bot/test_public_pages.py",
    ("GET", "/terms"): "tests/integration/bot/test_public_pages.py",
}
"""Every address the service answers at, and the test that shows what an outsider gets there."""
