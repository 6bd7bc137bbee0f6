"""What is written in each document of the stories, field by field; all of it may only be seen in details.

A day is given as ISO, a choice as its value. What is not here is known already and is left as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

Answers = Mapping[str, str]

DISCHARGE = date(2026, 3, 17)
"""A Tuesday, the expected day."""
FIRST_FOLLOW_UP = date(2026, 3, 24)
"""Seven days after, as the agreements say."""

EARLY_NOTICE: Answers = {
    "citizens_wish": "Jeg vil bo for mig selv og passe min kat",
    "function_level": "Klarer morgenen med hjælp og går ture alene",
    "asked_to_look_at": "Om bostøtten kan komme oftere den første tid",
    "setting": "admission",
}
MUNICIPAL_STATUS: Answers = {
    "present_state": "Har trukket sig fra naboerne siden januar",
    "usual_functioning": "Handler ind og laver mad, når det går godt",
    "current_support": "Bostøtte mandag og torsdag",
    "earliest_start": "2026-03-16",
}
NETWORK_MEETING: Answers = {
    "purpose": "En plan for den første måned hjemme",
    "agenda": "Behandling, støtte og hverdag",
    "gp": "Lægehuset Anemone, tlf. 00 00 00 90",
    "relatives_wish": "yes",
    "relatives": "Søsteren Rosa",
    "method": "physical",
    "place": "Mødelokale Birk",
    "day_1": "2026-03-05",
    "time_1": "10:00",
}
MINUTES = "Vi blev enige om en rolig start derhjemme"
HOME_VISIT = "Besøg i hjemmet den første uge"
MEDICINE_TALK = "Samtale om medicin i ambulatoriet"
DISCHARGE_NOTICE: Answers = {
    "expected_discharge": DISCHARGE.isoformat(),
    "needs": "Struktur på dagen og nogen at ringe til om aftenen",
    "course": "Rolig indlæggelse, har taget godt imod behandlingen",
    "warning_signs": "Sover dårligt og svarer ikke på beskeder",
    "medication_responsible": "Ambulant team, Psykiatrisk Center Glostrup",
}
READINESS_NOTICE: Answers = {
    "ready_on": "2026-03-12",
    "promised": "Bostøtte fire gange om ugen",
    "still_missing": "En fast kontaktperson om aftenen",
}
DISCHARGE_AGREEMENT: Answers = {
    "housing": "own_home",
    "crisis_plan": "Ringer til akuttelefonen og derefter til søsteren",
    "follow_up_every": "0",
    "ends_on": "2026-09-17",
    "revision": "På et møde i juni, eller når en af os beder om det",
}
"""What the case does not know. Without `GAPS` it cannot be sent."""
GAPS: Answers = {
    "if_not_kept": "Ringer til hinanden samme dag og mødes inden for en uge",
}
"""What was forgotten at first, and then asked for by name."""
FILLER = "ved ikke"
"""What somebody writes to get on; it does not count."""
TREATMENT, SOCIAL = "Samtaler i ambulatoriet hver uge", "Bostøtte fire gange om ugen i hjemmet"
NEW_CRISIS_PLAN = "Ringer til bostøtten i dagtimerne og til akuttelefonen om natten"
CHANGED_BECAUSE = "Borgeren vil helst tale med nogen, han kender"
AGREED_HOW = "Mundtligt ved samtalen på afsnittet"
COPY_HOW = "På papir ved samtalen"
DECLINED_BECAUSE = "Vil ikke have sit navn på flere papirer"

_TEXTS: tuple[Answers, ...] = (
    EARLY_NOTICE,
    MUNICIPAL_STATUS,
    NETWORK_MEETING,
    DISCHARGE_NOTICE,
    READINESS_NOTICE,
    DISCHARGE_AGREEMENT,
    GAPS,
)
ALL_TEXTS = (
    *(text for answers in _TEXTS for text in answers.values() if " " in text),
    MINUTES,
    HOME_VISIT,
    MEDICINE_TALK,
    TREATMENT,
    SOCIAL,
    NEW_CRISIS_PLAN,
    CHANGED_BECAUSE,
    AGREED_HOW,
    COPY_HOW,
    DECLINED_BECAUSE,
)
"""Every sentence that nobody may see in a notification or in a log."""
