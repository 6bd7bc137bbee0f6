"""Sentences that name a citizen, parties and a way of meeting, without a day."""

from dialogs.understanding import Intent as I
from dialogs.understanding import OpenQuestion as Q
from domain.network_meeting import Method
from tests.unit.understanding.sentence import said

OF_A_CITIZEN = (I.STATUS, I.NEW, I.NEW_MEETING)
"""What somebody may want who typed a CPR number and nothing that tells."""

REQUESTS = (
    said("netvarksmode i hvidover", intent=I.NEW_MEETING, municipalities=("hvidovre",)),
    said("kan vi mødes med Brøndby om en borger", intent=I.NEW_MEETING, municipalities=("brondby",)),
    said("kan vi ikke mødes med Brøndby om en borger", intent=I.NEW_MEETING, municipalities=("brondby",)),
    said(
        "netværksmøde med hvidovre og brøndby",
        intent=I.NEW_MEETING,
        municipalities=("hvidovre", "brondby"),
        asks=(Q.WHICH_MUNICIPALITY,),
    ),
    said(
        "nyt netværksmøde 610190-123 hvidovre",
        intent=I.NEW_MEETING,
        municipalities=("hvidovre",),
        asks=(Q.CPR_NOT_VALID,),
    ),
    said("nyt netværksmøde 613290-1234", intent=I.NEW_MEETING, asks=(Q.CPR_NOT_VALID,)),
    said(
        "ring til mig på 38640000 om 610190 1234",
        possible_intents=OF_A_CITIZEN,
        cpr="6101901234",
        asks=(Q.WHICH_INTENT,),
    ),
    said(
        "netværksmøde med Glostrup",
        intent=I.NEW_MEETING,
        municipalities=("glostrup",),
        asks=(Q.MUNICIPALITY_OR_CENTRE,),
    ),
    said("netværksmøde med Glostrup kommune", intent=I.NEW_MEETING, municipalities=("glostrup",)),
    said(
        "PC Glostrup og Hvidovre netværksmøde",
        intent=I.NEW_MEETING,
        municipalities=("hvidovre",),
        centres=("pcg",),
    ),
    said(
        "nyt netværksmøde med psykiatrisk center Glostrup og buc",
        intent=I.NEW_MEETING,
        centres=("buc", "pcg"),
        asks=(Q.WHICH_CENTRE,),
    ),
    said("møde med afdelingen i Glostrup", intent=I.NEW_MEETING, centres=("pcg",)),
    said(
        "nyt netværksmøde uden pårørende, men med egen læge, ikke på Teams men telefonisk",
        intent=I.NEW_MEETING,
        method=Method.TELEPHONE,
        gp=True,
    ),
    said("borgeren bor på Amager", centres=("pca",), asks=(Q.WHICH_CENTRE,)),
    said("netværksmøde med psyk. center Amager", intent=I.NEW_MEETING, centres=("pca",)),
    said("netværksmøde med Amager", intent=I.NEW_MEETING, centres=("pca",), asks=(Q.WHICH_CENTRE,)),
    said("Hvidovrekommune møde", intent=I.NEW_MEETING, municipalities=("hvidovre",)),
    said("møde med Kommunen i Glostrup", intent=I.NEW_MEETING, municipalities=("glostrup",)),
    said("cpr 610190", possible_intents=OF_A_CITIZEN, asks=(Q.WHICH_INTENT, Q.CPR_NOT_VALID)),
    said("cpr: 61019012345", possible_intents=OF_A_CITIZEN, asks=(Q.WHICH_INTENT, Q.CPR_NOT_VALID)),
    said(
        "hvad står der i samarbejdsaftalen om egen læge?",
        intent=I.AGREEMENT_QUESTION,
        topic="egen læge",
        gp=True,
    ),
    said(
        "skal egen læge inviteres med",
        intent=I.AGREEMENT_QUESTION,
        topic="skal egen læge inviteres med",
        gp=True,
    ),
    said(
        "bestil møde m. Albertslund om pt 610190-1234, pårørende deltager, fysisk",
        intent=I.NEW_MEETING,
        cpr="6101901234",
        municipalities=("albertslund",),
        method=Method.PHYSICAL,
        relatives=True,
    ),
    said(
        "kan der holdes netværksmøde med Ishøj og Vallensbæk",
        intent=I.NEW_MEETING,
        municipalities=("ishoj", "vallensbaek"),
        asks=(Q.WHICH_MUNICIPALITY,),
    ),
    said(
        "skal egen læge inviteres med?",
        intent=I.AGREEMENT_QUESTION,
        topic="skal egen læge inviteres med",
        gp=True,
    ),
    said("netværksmøde 610190-1AB2", intent=I.NEW_MEETING, cpr="6101901AB2"),
    said("nyt netværksmøde i sag 26-1042", intent=I.NEW_MEETING, case_number="26-1042"),
    said("indkald til netværksmøde 26-1042", intent=I.NEW_MEETING, case_number="26-1042"),
    said("nyt møde på 26-1042", intent=I.NEW_MEETING, case_number="26-1042"),
    said("nyt om netværksmøde 26-1042", intent=I.STATUS, case_number="26-1042"),
    said("er der lavet et netværksmøde i 26-1042?", intent=I.STATUS, case_number="26-1042"),
    said("610190-1234", possible_intents=OF_A_CITIZEN, cpr="6101901234", asks=(Q.WHICH_INTENT,)),
    said("sag 610190-1234", intent=I.STATUS, cpr="6101901234", asks=(Q.WHICH_CASE,)),
    said("find 610190-1234", intent=I.STATUS, cpr="6101901234", asks=(Q.WHICH_CASE,)),
    said("ny sag 610190-1234", intent=I.NEW, cpr="6101901234"),
    said(
        "møde med børnepsyk og Tårnby om et barn",
        intent=I.NEW_MEETING,
        municipalities=("tarnby",),
        centres=("buc",),
    ),
    said(
        "møde med Glostrup og Hvidovre",
        intent=I.NEW_MEETING,
        municipalities=("glostrup", "hvidovre"),
        asks=(Q.WHICH_MUNICIPALITY, Q.MUNICIPALITY_OR_CENTRE),
    ),
    said("møde med bostøtten og egen læge om borgeren", intent=I.NEW_MEETING, gp=True),
    said(
        "Der er ingen svar fra Tårnby på 26-1042",
        intent=I.STATUS,
        case_number="26-1042",
        municipalities=("tarnby",),
    ),
    said(
        "nyt netværksmøde om borger med svær depression, selvmordstanker og misbrug, bor i Hvidovre",
        intent=I.NEW_MEETING,
        municipalities=("hvidovre",),
    ),
    said("netværksmøde telefonisk, ikke video, uden mor", intent=I.NEW_MEETING, method=Method.TELEPHONE),
)
