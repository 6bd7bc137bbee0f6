"""The words for one's settings, for being away and back, and for a unit's hours, each under its concept.

The same kind of table as in `concepts.py`, and read together with it. Who is away is the person who writes:
of a citizen or a relative the phrases say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.understanding.concepts import Concept

_WHOSE_UNIT = ("enhedens", "afdelingens", "afsnittets", "teamets", "vores")
_UNIT_HOURS = ("arbejdstid", "arbejdstider", "åbningstid", "åbningstider", "vagt", "vagthavende")

C = Concept
SETTINGS_WORDS: Mapping[Concept, tuple[str, ...]] = MappingProxyType({
    C.SETTINGS: (
        "indstillinger", "indstilling", "opsætning", "notifikationer", "settings", "preferences",
        "skift sprog", "arbejdstid", "arbejdstider", "min arbejdstid", "mine arbejdstider", "påmindelser",
        "mine påmindelser", "mine indstillinger", "reminders", "my reminders", "my settings",
        "working hours", "my working hours", "profil",
    ),
    C.AM_AWAY: (
        "jeg er væk", "jeg er bortrejst", "jeg er fraværende", "jeg er syg", "jeg er sygemeldt",
        "jeg er ikke på arbejde", "jeg er på ferie", "jeg er på kursus", "jeg er på orlov",
        "jeg er på barsel", "jeg holder ferie", "jeg holder fri", "jeg har ferie", "jeg har fri",
        "jeg skal på ferie", "jeg skal på orlov", "jeg skal på barsel", "jeg går på ferie",
        "jeg går på orlov", "jeg går på barsel", "jeg tager på ferie", "mens jeg er væk", "når jeg er væk",
        "min ferie", "i min ferie", "mit fravær", "i mit fravær", "min afløser", "send mine",
        "send mine beskeder", "send mine påmindelser", "sende mine påmindelser", "send alt mit",
        "videresend mine", "videresend mine påmindelser", "dækker for mig", "dækker mig", "dæk for mig",
        "afløser mig", "tager over for mig", "svarer for mig", "i am away", "i am on holiday",
        "i am on leave", "i am on vacation", "i'm away", "i'm on holiday", "i'm on leave",
        "i'm on vacation", "send my reminders", "send mine to", "covers for me", "cover for me",
        "while i am away",
    ),
    C.ABSENCE: (
        "ferie", "sommerferie", "vinterferie", "juleferie", "afløser", "ferieafløser", "fravær", "holiday",
        "vacation", "out of office",
    ),
    C.AM_BACK: (
        "jeg er tilbage", "nu er jeg tilbage", "så er jeg tilbage", "er jeg tilbage", "tilbage fra ferie",
        "jeg er tilbage fra ferie", "tilbage på arbejde", "jeg er tilbage på arbejde",
        "jeg er på arbejde igen", "jeg er her igen", "jeg er rask igen", "ferien er slut",
        "min ferie er slut", "jeg er hjemme igen", "i am back", "i'm back", "back at work",
        "back from holiday", "back from leave",
    ),
    C.UNIT_HOURS: (
        *(f"{whose} {hours}" for whose in _WHOSE_UNIT for hours in _UNIT_HOURS),
        "arbejdstid for enheden", "arbejdstid i enheden", "vagthavende", "hvem har vagten",
        "the unit's working hours", "the unit's hours", "our working hours", "who is on duty",
    ),
})  # fmt: skip
del C
