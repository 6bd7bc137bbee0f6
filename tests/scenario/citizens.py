"""Made-up citizens, and everything about them that may never stand in a notification or in a log."""

from __future__ import annotations

from dataclasses import dataclass

from tests.scenario.marks import spellings
from tests.scenario.written import ALL_TEXTS


@dataclass(frozen=True)
class Citizen:
    cpr: str
    """A replacement number: the first digit of the day is raised by six."""
    name: str

    @property
    def digits(self) -> str:
        return self.cpr.replace("-", "")


ADULT = Citizen("710190-1234", "Viola Prøve")
CHILD = Citizen("640812-4321", "Storm Prøve")
"""Thirteen years old on 2 March 2026."""
SIXTEEN = Citizen("610909-4567", "Asta Prøve")

WISH = "Jeg vil gerne hjem til min kat"
PURPOSE = "Støtte i hjemmet efter indlæggelsen"
AGENDA = "Medicin og bostøtte"
PLACE = "Mødelokale Birk"
GP = "Lægehuset Anemone"
RELATIVES = "Søsteren Rosa"
QUESTION = "Hvilken støtte har borgeren haft før?"
ANSWER = "Bostøtte to gange om ugen"
MOVED_BECAUSE = "Borgeren er forkølet"
CANCELLED_BECAUSE = "Borgeren er flyttet til en anden kommune"
MINUTES = "Vi blev enige om en rolig start"
HOME_VISIT = "Besøg i hjemmet den første uge"
MEDICINE_CHECK = "Opfølgende samtale om medicin"
DEADLINE_REASON = "Borgeren er på ferie"
OVERRIDE_REASON = "Forløbet hører til i ungeteamet"

PERSONAL = (
    *(part for citizen in (ADULT, CHILD, SIXTEEN) for part in (citizen.cpr, citizen.digits, citizen.name)),
    WISH,
    PURPOSE,
    AGENDA,
    PLACE,
    GP,
    RELATIVES,
    QUESTION,
    ANSWER,
    MOVED_BECAUSE,
    CANCELLED_BECAUSE,
    MINUTES,
    HOME_VISIT,
    MEDICINE_CHECK,
    DEADLINE_REASON,
    OVERRIDE_REASON,
    *ALL_TEXTS,
)
SPELLINGS = tuple(text for citizen in (ADULT, CHILD, SIXTEEN) for text in spellings(citizen.cpr))
"""Their numbers in every spelling."""
