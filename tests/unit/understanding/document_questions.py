"""Questions about documents: what the agreement says, what this citizen needs, how far a case has come."""

from dialogs.understanding import Intent as I
from dialogs.understanding import OpenQuestion as Q
from tests.unit.understanding.sentence import said

DOCUMENT_QUESTIONS = (
    said("skal der laves en aftale?", intent=I.ASSESS),
    said("skal vi lave en udskrivningsaftale eller en koordinationsplan?", intent=I.ASSESS),
    said("er der krav om aftale", intent=I.ASSESS),
    said("er der krav om udskrivningsaftale for 610190-1234", intent=I.ASSESS, cpr="6101901234"),
    said("skal der laves en aftale på 26-1001", intent=I.ASSESS, case_number="26-1001"),
    said(
        "Skal der laves aftale for 610190-1234 i Hvidovre?",
        intent=I.ASSESS,
        cpr="6101901234",
        municipalities=("hvidovre",),
    ),
    said("udskrivningsaftale eller koordinationsplan 26-1001", intent=I.ASSESS, case_number="26-1001"),
    said("skal borgeren have en udskrivningsaftale", intent=I.ASSESS),
    said("er det nødvendigt med en udskrivningaftale?", intent=I.ASSESS),
    said("hvornår skal der laves en udskrivningsaftale for 610190-1234", intent=I.ASSESS, cpr="6101901234"),
    said("er borgeren omfattet af § 13 a", intent=I.ASSESS),
    said("aftale eller plan?", intent=I.ASSESS),
    said("lav en udskrivningsplan", intent=I.ASSESS),
    said("do we need a discharge agreement", intent=I.ASSESS),
    said("is an agreement required?", intent=I.ASSESS),
    said(
        "hvornår skal der laves en udskrivningsaftale",
        intent=I.AGREEMENT_QUESTION,
        topic="hvornår skal der laves en udskrivningsaftale",
    ),
    said("Hvad siger aftalen om varsling?", intent=I.AGREEMENT_QUESTION, topic="varsling"),
    said("hvad er en færdigmelding", intent=I.AGREEMENT_QUESTION, topic="hvad er en færdigmelding"),
    said("hvad er en KIP?", intent=I.AGREEMENT_QUESTION, topic="hvad er en kip"),
    said(
        "hvad er forskellen på en udskrivningsaftale og en koordinationsplan",
        intent=I.AGREEMENT_QUESTION,
        topic="hvad er forskellen på en udskrivningsaftale og en koordinationsplan",
    ),
    said(
        "hvem laver udskrivningsaftalen?", intent=I.AGREEMENT_QUESTION, topic="hvem laver udskrivningsaftalen"
    ),
    said(
        "hvad skal der stå i en varsling",
        intent=I.AGREEMENT_QUESTION,
        topic="hvad skal der stå i en varsling",
    ),
    said("reglerne for udskrivningsaftaler", intent=I.AGREEMENT_QUESTION, topic="udskrivningsaftaler"),
    said(
        "hvornår skal en varsling være kvitteret",
        intent=I.AGREEMENT_QUESTION,
        topic="hvornår skal en varsling være kvitteret",
    ),
    said(
        "hvordan fungerer en færdigmelding",
        intent=I.AGREEMENT_QUESTION,
        topic="hvordan fungerer en færdigmelding",
    ),
    said(
        "hvad skal vi gøre når borgeren udskrives",
        intent=I.AGREEMENT_QUESTION,
        topic="hvad skal vi gøre når borgeren udskrives",
    ),
    said(
        "skal kommunen svare på en varsling?",
        intent=I.AGREEMENT_QUESTION,
        topic="skal kommunen svare på en varsling",
    ),
    said("what is a discharge notice", intent=I.AGREEMENT_QUESTION, topic="what is a discharge notice"),
    said("sag 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("tidslinje 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("sag 26-1001 tidslinje", intent=I.STATUS, case_number="26-1001"),
    said("hvad mangler på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("er varslingen kvitteret på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("er varslingen kvitteret?", intent=I.STATUS, asks=(Q.WHICH_CASE,)),
    said("status på varsling 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("Har kommunen modtaget varslingen på 26-1001?", intent=I.STATUS, case_number="26-1001"),
    said("er der lavet en udskrivningsaftale på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("hvem skal lave udskrivningsaftalen på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("vis udskrivningsaftalen på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("hvad mangler i udskrivningsaftalen 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("er kommunen varslet på 26-1001?", intent=I.STATUS, case_number="26-1001"),
    said("vi har sendt varslingen på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("vi skal ikke lave en udskrivningsaftale på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said("slet varslingen på 26-1001", intent=I.STATUS, case_number="26-1001"),
    said(
        "Har Hvidovre underskrevet koordinationsplanen?",
        intent=I.STATUS,
        municipalities=("hvidovre",),
        asks=(Q.WHICH_CASE,),
    ),
    said("slet udskrivningsaftalen", possible_intents=(I.STATUS, I.CANCEL), asks=(Q.WHICH_INTENT,)),
    said("mine varslinger", intent=I.MY_CASES),
    said("afsnittets opgaver", intent=I.UNIT_TASKS),
    said("fortsæt min udskrivningsaftale", intent=I.RESUME),
)
