"""What staff type about their own settings, about being away and back, and about their unit's hours.

It is Tuesday 24 November 2026.
"""

from datetime import date
from typing import Any

from dialogs.understanding import Intent as I
from dialogs.understanding import OpenQuestion as Q
from domain.network_meeting import Method
from tests.unit.understanding.sentence import Sentence, said

FRIDAY, DECEMBER_14 = date(2026, 11, 27), date(2026, 12, 14)


def away_until(text: str, day: date, colleague: str = "") -> Sentence:
    named: dict[str, Any] = {"colleague": colleague} if colleague else {}
    return said(text, intent=I.AWAY, day=day, until=day, **named)


SETTINGS = (
    said("mine indstillinger", intent=I.SETTINGS),
    said("min arbejdstid", intent=I.SETTINGS),
    said("jeg vil ikke have påmindelser", intent=I.SETTINGS),
    said("slå påmindelser fra", intent=I.SETTINGS),
    said("my working hours", intent=I.SETTINGS),
    away_until("send mine påmindelser til Signe til på fredag", FRIDAY, "signe"),
    away_until("send mine til Åge indtil 14. december", DECEMBER_14, "åge"),
    said("send mine påmindelser til Signe", intent=I.AWAY, colleague="signe"),
    away_until("jeg holder ferie til 14. december", DECEMBER_14),
    away_until("jeg holder fri til og med fredag", FRIDAY),
    away_until("hej, jeg holder ferie til 14. december, og så kommer jeg tilbage", DECEMBER_14),
    away_until("Signe tager over for mig til 14. december", DECEMBER_14),
    away_until("ferie til fredag", FRIDAY),
    away_until("i am on holiday until 14 december", DECEMBER_14),
    away_until("I'm away until friday", FRIDAY),
    said("jeg er på ferie fra fredag", intent=I.AWAY, day=FRIDAY),
    said("jeg er syg i dag", intent=I.AWAY, day=date(2026, 11, 24)),
    said("jeg har ferie i uge 52", intent=I.AWAY, week=52, asks=(Q.WHICH_DAY,)),
    said("jeg er væk", intent=I.AWAY),
    said("jeg er ikke væk"),
    said("hvem dækker for mig, mens jeg er væk", intent=I.AWAY),
    said("ferie", intent=I.AWAY),
    said("min afløser", intent=I.AWAY),
    said("borgeren er på ferie til 14. december", day=DECEMBER_14),
    said("hans mor holder ferie til fredag", day=FRIDAY, relatives=True),
    said("nyt netværksmøde, jeg holder ferie til 14. december", intent=I.NEW_MEETING, day=DECEMBER_14),
    said("jeg er syg, kan vi rykke mødet i sag 26-1042", intent=I.MOVE_MEETING, case_number="26-1042"),
    said("jeg er tilbage", intent=I.BACK),
    said("nu er jeg tilbage", intent=I.BACK),
    said("hej, jeg er tilbage fra ferie", intent=I.BACK),
    said("jeg er rask igen", intent=I.BACK),
    said("i am back", intent=I.BACK),
    said(
        "jeg er tilbage på fredag",
        possible_intents=(I.BACK, I.AWAY),
        day=FRIDAY,
        asks=(Q.WHICH_INTENT,),
    ),
    said("borgeren er tilbage på afdelingen", method=Method.PHYSICAL),
    said("enhedens arbejdstid", intent=I.UNIT_HOURS),
    said("jeg vil ændre enhedens arbejdstid", intent=I.UNIT_HOURS),
    said("vores åbningstider", intent=I.UNIT_HOURS),
    said("hvem har vagten", intent=I.UNIT_HOURS),
    said("the unit's working hours", intent=I.UNIT_HOURS),
)
