"""Numbers that name someone or something: CPR numbers, case numbers and telephone numbers.

They are taken out of the text first, so that nothing read later can hold one. Ten digits in a CPR form
are a CPR number; what looks like one but has a wrong length or date is asked about, never dropped. A
telephone number is eight digits that are no date. A case number is a two-digit year and at least four
digits: `26-1042`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dialogs.understanding.meaning import OpenQuestion
from dialogs.understanding.words import TAKEN
from domain.cpr import WRITTEN, Cpr
from domain.errors import BadValue

_ALONE = r"(?<![0-9])(?<![0-9][-./])"
_END = r"(?![0-9])(?![-./][0-9])"
_CALL = (
    r"(?:telefonnummer|telefonnr|telefon|tlf|mobil|mob|phone|ring(?:\s{1,3}på)?)\b[.:]*\s{0,3}"
    r"(?:nr\.?|er)?\s{0,3}"
)
_TOGETHER = r"(?:[0-9]{8}|(?!20[23][0-9] )[0-9]{4} [0-9]{4})(?![0-9])"
_IN_PAIRS = r"[0-9]{2}([ .-])[0-9]{2}\1[0-9]{2}\1[0-9]{2}(?![0-9])(?! [0-9]{2}(?![-0-9:./]))"
_CALLED = re.compile(rf"(?:{_CALL}(?:(?:\+|00)45\s?)?|(?:\+|\b00)45\s?)(?:{_TOGETHER}|{_IN_PAIRS})")
_EIGHT_OF_A_DATE = r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]) ?20(?:2[4-9]|3[0-5])(?![0-9])"
"""Fewer than one telephone number in 20,000 looks like a day, a month and one of these years."""
_PHONE = re.compile(rf"{_ALONE}(?!{_EIGHT_OF_A_DATE})(?:{_TOGETHER}|{_IN_PAIRS})(?!-[0-9])")
_SAID = r"(?:cpr(?:[ -]?(?:nummer|nr))?\b[.:]*\s{0,3}(?:er\s)?\s{0,3})?"
_CPR = re.compile(rf"{_SAID}{_ALONE}({WRITTEN}){_END}")
_ALMOST_CPR = re.compile(
    r"\bcpr(?:[ -]?(?:nummer|nr))?\b[.:]*\s{0,3}(?:er\s)?\s{0,3}[0-9][0-9 .-]{0,30}"
    rf"|{_ALONE}(?:[0-9]{{6}} ?- ?(?:[0-9]{{1,3}}|[0-9]{{5,8}})|[0-9]{{5}} ?- ?[0-9]{{4}}"
    r"|[0-9]{7} ?- ?[0-9]{4}"
    r"|[0-9]{6} [0-9]{3}|[0-9]{9}|[0-9]{11}|[0-9]{6}-[0-9]{4}(?:[-./][0-9]+)"
    r"|(?<!\bd\. )(?<!\bd\.)(?<!\bd )(?<!\bden )(?:[0-2][0-9]|3[01]|[67][0-9]|8[0-9]|9[01])"
    r"(?:0[1-9]|1[0-2])[0-9]{2})"
    r"(?![0-9])"
)
_CASE = re.compile(rf"{_ALONE}(?<!\+)([0-9]{{2}})\s?-\s?([0-9]{{4,7}}){_END}")
_CALLED_CASE = re.compile(
    r"\b(?:sag|sagen|sagsnr|sagsnummer|sagsnummeret|sags nr|case)\b[.:]*\s{0,3}(?:nr|number|no)?\.?\s{0,3}"
    r"([0-9]{2})[ /.]?([0-9]{4,7})(?![0-9])"
)


@dataclass(frozen=True)
class Numbers:
    cpr: Cpr | None
    case_number: str | None
    questions: frozenset[OpenQuestion]


def take_numbers(text: str, today: date) -> tuple[Numbers, str]:
    """The numbers in a cleaned text, and the text without them."""
    questions: set[OpenQuestion] = set()
    citizens: dict[str, Cpr] = {}
    cases: dict[str, None] = {}

    def citizen(match: re.Match[str]) -> str:
        try:
            cpr = Cpr.parse(re.sub(r"[^0-9a-z]", "", match[1]), today)
        except BadValue:
            questions.add(OpenQuestion.CPR_NOT_VALID)
        else:
            citizens[cpr.digits] = cpr
        return TAKEN

    def case(match: re.Match[str]) -> str:
        cases[f"{match[1]}-{match[2]}"] = None
        return TAKEN

    text = _CALLED.sub(TAKEN, text)
    text = _CPR.sub(citizen, text)
    text = _CALLED_CASE.sub(case, text)
    text = _CASE.sub(case, text)
    text = _PHONE.sub(TAKEN, text)
    text, almost = _ALMOST_CPR.subn(TAKEN, text)
    if almost:
        questions.add(OpenQuestion.CPR_NOT_VALID)
    if len(citizens) > 1:
        questions.add(OpenQuestion.WHICH_CITIZEN)
    if len(cases) > 1:
        questions.add(OpenQuestion.WHICH_CASE)
    cpr = next(iter(citizens.values())) if len(citizens) == 1 else None
    case_number = next(iter(cases)) if len(cases) == 1 else None
    return Numbers(cpr, case_number, frozenset(questions)), text
