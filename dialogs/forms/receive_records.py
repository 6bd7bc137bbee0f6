"""What becomes of the forms about an admission, a case and a task."""

from __future__ import annotations

from dialogs.cards.admission_card import why_of
from dialogs.cards.colleagues_card import handed_over_card
from dialogs.cards.form_card import note_card
from dialogs.forms import law_pages, record_forms, small_forms
from dialogs.forms.choices import Choices
from dialogs.forms.form import Answers
from dialogs.forms.receive_meetings import owner_of
from dialogs.forms.sent import Sent, receive_one
from dialogs.forms.staff_choices import ALL_CASES, WHOLE_UNIT
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.views import person_of
from domain.admission import DischargeKind
from domain.case import HoldKind
from domain.delay import DelayReason
from domain.permission import Permission, check_step, is_permitted
from domain.subject import Subject, SubjectKind
from workflows import admissions, cases, correcting, discharges, holding, idle_cases, remarks, tasks
from workflows.contacts import change_contact
from workflows.discharges import Discharge
from workflows.handing_over import hand_over_all
from workflows.moving import change_municipality
from workflows.second_municipality import add_second_municipality, remove_second_municipality


def _begin_assessment(talk: Talk, case_id: str) -> dict[str, str]:
    """What was answered last, to be changed or confirmed."""
    case = talk.desk.records.cases.get(case_id, talk.person)
    check_step(talk.person, "admission.assess", case)
    admission = admissions.current_admission(talk.desk, case)
    before = admission.assessment.reveal() if admission else None
    if before is None:
        return {}
    talk.desk.audit(talk.person, "read", f"case:{case.id}", case.id)
    said = before.answers
    around = Choices(talk.desk, talk.person, talk.wording, case).surroundings()
    support = "support" if law_pages.is_adult({}, around) else "support_child"
    answered = {
        support: said.support,
        "will_not_seek": said.will_not_seek,
        "takes_part": said.takes_part,
        "wishes_agreement": said.wishes_agreement,
    }
    return {name: _yes_no(value) for name, value in answered.items() if value is not None}


def _assess(talk: Talk, case_id: str, answers: Answers) -> Reply:
    case = talk.desk.records.cases.get(case_id, talk.person)
    around = Choices(talk.desk, talk.person, talk.wording, case).surroundings()
    said = law_pages.law_answers(answers, around)
    found = admissions.assess_case(talk.desk, talk.person, case_id, said)
    assessed = found.admission.assessment.reveal()
    why = why_of(assessed, talk.wording) if assessed else ""
    return receipt(talk, found, "receipt.assessed", why)


def _begin_date(talk: Talk, admission_id: str) -> dict[str, str]:
    expected = talk.desk.records.admissions.get(admission_id, talk.person).admission.expected_on
    return {"expected_on": expected.isoformat()} if expected else {}


def _today(talk: Talk, _subject_id: str) -> dict[str, str]:
    return {"on": talk.desk.today.isoformat()}


def _begin_discharge(talk: Talk, admission_id: str) -> dict[str, str]:
    """Today; and what is known: homeless by a document, or all that was recorded, to be corrected. Whether
    the stay began by coercion is for the ward to see."""
    found = talk.desk.records.admissions.get(admission_id, talk.person)
    admission, begun = found.admission, {"on": talk.desk.today.isoformat()}
    check_step(talk.person, "admission.discharge", found.case)
    if admission.homeless or admission.discharged_on:
        talk.desk.audit(talk.person, "read", f"admission:{admission.id}", found.case.id)
        begun["homeless"] = _yes_no(admission.homeless)
    if admission.discharged_on and admission.discharge_kind:
        begun |= {"on": admission.discharged_on.isoformat(), "discharge_kind": admission.discharge_kind}
    return begun | ({} if admission.coercive is None else {"coercive": _yes_no(admission.coercive)})


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _discharge(answers: Answers) -> Discharge:
    coercive = answers["coercive"] == "yes" if answers.get("coercive") else None
    kind, homeless = DischargeKind(answers["discharge_kind"]), answers["homeless"] == "yes"
    return Discharge(answers["on"], kind, homeless, coercive)


def _discharged(talk: Talk, admission_id: str, answers: Answers) -> Reply:
    found = discharges.record_discharge(talk.desk, talk.person, admission_id, _discharge(answers))
    return receipt(talk, found, "receipt.discharged")


def _corrected(talk: Talk, admission_id: str, answers: Answers) -> Reply:
    found = discharges.correct_discharge(talk.desk, talk.person, admission_id, _discharge(answers))
    return receipt(talk, found, "receipt.discharge_corrected")


def _close(talk: Talk, case_id: str, answers: Answers) -> Reply:
    case = cases.close_case(talk.desk, talk.person, case_id, answers.get("reason", ""))
    return receipt(talk, case, "receipt.case_closed")


def _change_municipality(talk: Talk, case_id: str, answers: Answers) -> Reply:
    """Who handed the case on from the former municipality no longer sees it, and is told so."""
    case = change_municipality(talk.desk, talk.person, case_id, answers["new_unit"], answers["reason"])
    if is_permitted(talk.person, Permission.SEE_STATUS, case):
        return receipt(talk, case, "receipt.municipality_changed")
    title = talk.wording("notice.case.moved", number=case.number)
    return talk.show(note_card(title, talk.wording("case.moved_text"), talk.wording), title)


def _add_municipality(talk: Talk, case_id: str, answers: Answers) -> Reply:
    case = add_second_municipality(talk.desk, talk.person, case_id, answers["new_unit"], answers["reason"])
    return receipt(talk, case, "receipt.municipality_added")


def _remove_municipality(talk: Talk, case_id: str, answers: Answers) -> Reply:
    case = remove_second_municipality(talk.desk, talk.person, case_id, answers["reason"])
    return receipt(talk, case, "receipt.municipality_removed")


def _hold(talk: Talk, case_id: str, answers: Answers) -> Reply:
    kind = HoldKind(answers["hold_kind"])
    case = holding.hold_case(talk.desk, talk.person, case_id, kind, answers["reason"])
    return receipt(talk, case, f"receipt.case_{kind}")


def _begin_correction(talk: Talk, case_id: str) -> dict[str, str]:
    citizen = correcting.see_citizen(talk.desk, talk.person, case_id)
    return {"cpr": citizen.cpr.formatted(), "citizen_name": citizen.name.reveal()}


def _correct(talk: Talk, case_id: str, answers: Answers) -> Reply:
    """What other cases there are of the same citizen is told as far as this person may see them."""
    given = (answers["cpr"], answers["citizen_name"], answers["reason"])
    case = correcting.correct_citizen(talk.desk, talk.person, case_id, *given)
    others = [other.number for other in correcting.other_cases(talk.desk, talk.person, case)]
    more = talk.wording("case.same_citizen", numbers=", ".join(others)) if others else ""
    return receipt(talk, case, "receipt.citizen_corrected", more)


def _begin_remark(talk: Talk, case_id: str) -> dict[str, str]:
    """About the case as a whole, today, until something else is chosen."""
    case = talk.desk.records.cases.get(case_id, talk.person)
    check_step(talk.person, f"case.{remarks.REMARK}", case)
    return {"remark_about": Subject(SubjectKind.CASE, case.id).name, **_today(talk, case_id)}


def _remark(talk: Talk, case_id: str, answers: Answers) -> Reply:
    about = Subject.named(answers["remark_about"])
    case = remarks.add_remark(talk.desk, talk.person, case_id, about, answers["remark"], answers["on"])
    return receipt(talk, case, "receipt.remark_added")


def _change_contact(talk: Talk, case_id: str, answers: Answers) -> Reply:
    all_cases = answers.get("which_cases") == ALL_CASES
    case = change_contact(talk.desk, talk.person, case_id, answers["contact"], all_cases)
    return receipt(talk, case, "receipt.contact_changed")


def _hand_over_all(talk: Talk, owner_id: str, answers: Answers) -> Reply:
    to_id = None if answers["to"] == WHOLE_UNIT else answers["to"]
    number = hand_over_all(talk.desk, talk.person, owner_id, to_id)
    card = handed_over_card(number, person_of(talk.desk, to_id), talk.wording)
    return talk.show(card, talk.wording("colleagues.title"))


def _delay(answers: Answers) -> DelayReason:
    return DelayReason(answers.get("delay") or DelayReason.OTHER)


def _explain_discharge(talk: Talk, admission_id: str, answers: Answers) -> Reply:
    reason, delay = answers["reason"], _delay(answers)
    found = discharges.explain_discharge(talk.desk, talk.person, admission_id, reason, delay)
    return receipt(talk, found, "receipt.discharge_explained")


def _not_possible(talk: Talk, task_id: str, answers: Answers) -> Reply:
    found = tasks.not_possible(talk.desk, talk.person, task_id, answers["reason"], _delay(answers))
    return receipt(talk, found, "receipt.not_possible")


def _new_deadline(talk: Talk, task_id: str, answers: Answers) -> Reply:
    due, reason = answers["due"], answers["reason"]
    found = tasks.new_deadline(talk.desk, talk.person, task_id, due, reason, _delay(answers))
    return receipt(talk, found, "receipt.new_deadline")


def _hand_over(talk: Talk, task_id: str, answers: Answers) -> Reply:
    unit_id, owner_id = owner_of(answers["owner"])
    found = tasks.hand_over(talk.desk, talk.person, task_id, unit_id, owner_id)
    return receipt(talk, found, "receipt.handed_over")


RECORD_FORMS: tuple[Sent, ...] = (
    Sent(law_pages.ASSESSMENT, _assess, SubjectKind.CASE, _begin_assessment),
    Sent(
        record_forms.DISCHARGE_DATE,
        receive_one(admissions.set_expected_date, "expected_on", "receipt.discharge_date"),
        SubjectKind.ADMISSION,
        _begin_date,
    ),
    Sent(record_forms.DISCHARGED, _discharged, SubjectKind.ADMISSION, _begin_discharge),
    Sent(record_forms.CORRECT_DISCHARGE, _corrected, SubjectKind.ADMISSION, _begin_discharge),
    Sent(
        record_forms.EXPLAIN_DISCHARGE,
        _explain_discharge,
        SubjectKind.ADMISSION,
    ),
    Sent(record_forms.CLOSE_CASE, _close, SubjectKind.CASE),
    Sent(
        record_forms.STAY_OPEN,
        receive_one(idle_cases.stay_open, "reason", "receipt.case_stays_open"),
        SubjectKind.CASE,
    ),
    Sent(
        record_forms.WITHDRAW_CONSENT,
        receive_one(cases.withdraw_consent, "on", "receipt.consent_withdrawn"),
        SubjectKind.CASE,
        _today,
    ),
    Sent(record_forms.CHANGE_MUNICIPALITY, _change_municipality, SubjectKind.CASE),
    Sent(record_forms.ADD_MUNICIPALITY, _add_municipality, SubjectKind.CASE),
    Sent(record_forms.REMOVE_MUNICIPALITY, _remove_municipality, SubjectKind.CASE),
    Sent(record_forms.HOLD_CASE, _hold, SubjectKind.CASE),
    Sent(
        record_forms.LET_GO,
        receive_one(holding.let_go, "reason", "receipt.case_let_go"),
        SubjectKind.CASE,
    ),
    Sent(record_forms.CORRECT_CITIZEN, _correct, SubjectKind.CASE, _begin_correction),
    Sent(record_forms.REMARK, _remark, SubjectKind.CASE, _begin_remark),
    Sent(record_forms.CHANGE_CONTACT, _change_contact, SubjectKind.CASE),
    Sent(record_forms.HAND_OVER_ALL, _hand_over_all, about=None),
    Sent(small_forms.LATER, receive_one(tasks.remind_later, "until", "receipt.later"), SubjectKind.TASK),
    Sent(small_forms.NEW_DEADLINE, _new_deadline, SubjectKind.TASK),
    Sent(small_forms.HAND_OVER, _hand_over, SubjectKind.TASK),
    Sent(
        record_forms.NOT_POSSIBLE,
        _not_possible,
        SubjectKind.TASK,
    ),
)
