"""The words for the documents, the discharge and the course of a case, each under its concept.

The same kind of table as in `concepts.py`, and read together with it; a phrase that swallows a word of
another concept stands under that concept too. What the concepts add up to is `document_intents.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dialogs.understanding.concepts import Concept


def _each(firsts: Iterable[str], seconds: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{first} {second}" for first in firsts for second in dict.fromkeys(seconds))


_INFORMING = (
    "orienter", "orientér", "orientere", "orienterer", "underret", "underrette", "underretter", "informer",
    "informere", "inform", "notify", "skal have orienteret", "skal have underrettet",
)  # fmt: skip
_PSYCHIATRY = (
    "psykiatrien", "hospitalet", "regionen", "centret", "afdelingen", "afsnittet", "sengeafsnittet",
)  # fmt: skip
_TO_PSYCHIATRY = (*_each(("til",), _PSYCHIATRY), "to psychiatry", "to the hospital", "to the ward")
_INFORMING_PSYCHIATRY = _each(_INFORMING, (*_PSYCHIATRY, "psychiatry", "the hospital", "the ward"))
_CITIZEN_MUST = _each(("skal",), ("borgeren", "patienten", "han", "hun", "borger"))
_MUST_WE = (
    "skal vi", "skal jeg", "skal der", "skal man", "bør vi", "bør der", "behøver vi", "er der krav",
    "er der pligt", "er der et krav", "er det nødvendigt", "er det et krav", "er det lovpligtigt",
    "kræver det", "kræves der", "er vi forpligtet", "should we", "must we", "do we need", "do we have to",
    "does he need", "does she need", "does the citizen need",
)  # fmt: skip
_CITIZEN_WILL_NOT = _each(
    ("borgeren", "patienten", "borger", "pt", "han", "hun", "der", "som", "citizen", "the citizen"),
    (
        "vil ikke deltage", "vil ikke medvirke", "vil ikke være med", "ønsker ikke at deltage",
        "ønsker ikke at medvirke", "ikke vil deltage", "ikke vil medvirke", "ikke vil være med",
        "ikke ønsker at deltage", "ikke ønsker at medvirke", "will not take part",
        "does not want to take part",
    ),
)  # fmt: skip
_CITIZEN_GOES_HOME = _each(
    ("borgeren", "patienten", "borger", "pt", "han", "hun"), ("skal hjem", "kommer hjem", "sendes hjem")
)
_OTHER_CONTACT = (
    *_each(
        ("ny", "anden", "en anden", "ændr", "ændre", "ret"), ("kontaktperson", "kontaktpersonen")
    ),
    "new contact person", "another contact person",
)  # fmt: skip
_OTHER_MUNICIPALITY = ("ny kommune", "ny handlekommune", "new municipality")

C = Concept
DOCUMENT_WORDS: Mapping[Concept, tuple[str, ...]] = MappingProxyType({
    C.EARLY_NOTICE: (
        "orientering", "orienteringen", "orienteringer", "orientering til", "orientering fra",
        "tidlig orientering", "orienteringsbrev", "tidlig information", "underretning", "underretningen",
        "underretninger", "tidlig underretning", "early notice", "the early notice",
    ),
    C.NOTICE_FROM: ("orientering fra",),
    C.NOTICE_TO: ("orientering til",),
    C.INFORM: (*_INFORMING, *_INFORMING_PSYCHIATRY, "giv besked til", "give besked til", "sig til"),
    C.TO_PSYCHIATRY: (*_TO_PSYCHIATRY, *_INFORMING_PSYCHIATRY),
    C.OTHER_PARTY: ("hospital", "til psykiatrien", "til hospitalet", "til regionen", "til centret"),
    C.MUNICIPAL_STATUS: (
        "orientering fra kommunen", "orienteringen fra kommunen", "orientering fra kommune",
        "kommunens orientering", "kommunal orientering", "kommunal status", "kommunens status",
        "kommunestatus", "status fra kommunen", "status fra kommune", "kommunale status",
        *_each(("status", "orientering"), _TO_PSYCHIATRY), "municipal status",
        "status from the municipality", "the municipality's status",
    ),
    C.DISCHARGE_NOTICE: (
        "varsling", "varslingen", "varslinger", "varsl", "varsle", "varsler udskrivning",
        "varsler udskrivningen", "varsling af udskrivning", "udskrivningsvarsling", "udskrivningsvarsel",
        "skal have varslet", "varsel om udskrivning", "varsel af udskrivning", "discharge notice",
        "the discharge notice", "advance notice",
    ),
    C.READINESS_NOTICE: (
        "færdigmelding", "færdigmeldingen", "færdigmeldinger", "færdig melding", "færdigmeld",
        "færdigmelde", "færdigmelder", "færdigmeldes", "færdigmeldt", "færdigbehandlet", "færdig behandlet",
        "færdigbehandlede", "klar til udskrivning", "klar til at komme hjem",
        "klar til at blive udskrevet", "udskrivningsklar", "udskrivningsparat",
        "behandlingen er færdig", "behandlingen er afsluttet", "readiness notice", "the readiness notice",
        "ready for discharge",
    ),
    C.DISCHARGE_AGREEMENT: (
        "udskrivningsaftale", "udskrivningsaftalen", "udskrivningsaftaler", "udskrivnings aftale",
        "udskrivelsesaftale", "udskrivelsesaftalen", "aftale om udskrivning",
        "udskr aftale", "udskrivningsplan", "udskrivningsplanen", "13 a aftale", "13a aftale",
        "discharge agreement", "the discharge agreement", "discharge agreements",
    ),
    C.COORDINATION_PLAN: (
        "koordinationsplan", "koordinationsplanen", "koordinationsplaner", "koordinations plan",
        "udskrivningsplan", "udskrivningsplanen",
        "koordineringsplan", "koordineringsplanen", "13 b plan", "13b plan", "coordination plan",
        "the coordination plan", "coordination plans",
    ),
    C.INTERVENTION_PLAN: (
        "koordinerende indsatsplan", "koordinerende indsatsplanen", "koordinerende indsatsplaner",
        "koordineret indsatsplan", "indsatsplan", "indsatsplanen", "indsatsplaner", "indsats plan", "kip",
        "kip plan", "intervention plan", "the intervention plan", "coordinated intervention plan",
        "intervention plans",
    ),
    C.THE_DOCUMENT: (
        "orienteringen", "orienteringen fra kommunen", "underretningen", "varslingen", "færdigmeldingen",
        "udskrivningsaftalen", "udskrivelsesaftalen", "koordinationsplanen", "koordineringsplanen",
        "indsatsplanen", "koordinerende indsatsplanen", "the early notice", "the discharge notice",
        "the readiness notice", "the discharge agreement", "the coordination plan", "the intervention plan",
    ),
    C.ANY_DOCUMENT: (
        "dokument", "dokumenter", "formular", "formularer", "skema", "skemaer", "blanket", "blanketter",
        "document", "documents", "form", "forms",
    ),
    C.ANY_AGREEMENT: (
        "en aftale", "en plan", "om aftale", "laves aftale", "lave aftale", "have aftale",
        "an agreement", "a plan",
    ),
    C.CREATE: (
        "en aftale", "lave aftale", "skal have orienteret", "skal have underrettet", "skal have varslet",
        "hvor laver jeg", "hvor opretter jeg",
    ),
    C.NEW: ("ny", "nyt", "new", "opret", "oprette", "create"),
    C.WRITE: (
        "send", "sende", "sender", "skriv", "skrive", "skriver", "udfyld", "udfylde",
        "udarbejd", "udarbejde", "registrer",
        "registrere", "start", "starte", "begynd", "begynde", "write", "make", "fill in",
    ),
    C.SHOW: ("vis", "vis mig", "se", "find", "finde", "åbn", "åbne", "show", "show me", "open"),
    C.ALREADY: (
        "er der", "har vi", "har sendt", "har lavet", "har fået", "har modtaget", "er sendt", "er lavet",
        "findes der", "kvitteret", "kvittering", "godkendt", "underskrevet", "skrevet under", "besvaret",
        "modtaget", "acknowledged", "signed", "received", "is there", "have we",
    ),
    C.ALREADY_TOLD: ("varslet", "færdigmeldt", "underrettet", "er orienteret"),
    C.WHETHER: (*_MUST_WE, *_CITIZEN_MUST),
    # "Nu skal vi lave ..." is no question.
    C.OBLIGED: (*_MUST_WE, *_CITIZEN_MUST, "nu skal vi", "så skal vi", "nu skal jeg", "så skal jeg"),
    C.CITIZEN_WORD: (*_CITIZEN_MUST, *_CITIZEN_WILL_NOT, *_CITIZEN_GOES_HOME),
    C.NOT_TAKING_PART: _CITIZEN_WILL_NOT,
    C.ASSESS: (
        "krav om aftale", "krav om en aftale", "krav om plan", "pligt til aftale", "aftalepligt",
        "aftale eller plan", "agreement or plan", "agreement required", "agreement needed",
        "discharge agreement required", "discharge agreement needed", "coordination plan required",
        "an agreement required", "an agreement needed", "a plan required", "omfattet af 13 a",
        "omfattet af 13a",
    ),
    C.EXPECTED: ("regner med", "regner vi med", "forventer", "forventes", "expect", "expected", "plan to"),
    C.WILL_DISCHARGE: (
        "udskrive", "udskrives", "udskriver", "bliver udskrevet", "blive udskrevet", "være udskrevet",
        "forventes udskrevet", "forventer udskrevet", "will be discharged", "to be discharged",
        "is being discharged", "be discharged", "to discharge", *_CITIZEN_GOES_HOME,
    ),
    C.THE_DISCHARGE: (
        "udskrivning", "udskrivningen", "udskrivelse", "udskrivelsen", "discharge", "the discharge",
    ),
    C.DISCHARGE_DATE: (
        "udskrivningsdato", "udskrivningsdatoen", "udskrivelsesdato", "udskrivelsesdatoen",
        "udskrivnings dato", "udskrivningstidspunkt", "udskrivningstidspunktet", "dato for udskrivning",
        "dato for udskrivningen", "datoen for udskrivning", "datoen for udskrivningen",
        "forventet udskrivning", "forventet udskrivningsdato",
        "forventede udskrivningsdato", "udskrivningen er udsat", "discharge date", "expected discharge",
        "the discharge date",
    ),
    C.DISCHARGED: ("udskrevet", "discharged"),
    C.IS_DISCHARGED: (
        "er udskrevet", "er nu udskrevet", "er lige udskrevet", "er blevet udskrevet", "blev udskrevet",
        "har udskrevet", "udskrevet sig selv", "har udskrevet sig selv", "udskrev sig selv",
        "udskrevet mod råd", "er død", "er afgået ved døden", "afgået ved døden",
        "overflyttet", "er overflyttet", "er blevet overflyttet", "blev overflyttet", "is discharged",
        "borgeren døde",
        "patienten døde", "han døde", "hun døde",
        "was discharged", "has been discharged", "has died", "is dead", "died", "was transferred",
        "has been transferred",
    ),
    C.CLOSE: ("luk", "lukke", "lukkes", "afslut", "afslutte", "afsluttes", "close"),
    C.CLOSE_THE_CASE: (
        *_each(("luk", "lukke", "afslut", "afslutte"), ("sag", "en sag", "sagen", "denne sag")),
        "sagen lukkes",
        "sagen afsluttes", "sagen kan lukkes", "sagen skal lukkes", "sagen kan afsluttes",
        "sagen skal afsluttes", "close case", "close a case", "close the case",
    ),
    C.REDISTRIBUTE: (
        "fordel", "fordele", "fordeles", "omfordel", "omfordele", "omfordeles", "overdrag", "overdrage",
        "overdrages", "reassign", "redistribute", "hand over",
    ),
    C.ALL_TASKS: (
        "alle opgaver", "alle opgaverne", "alle hendes opgaver", "alle hans opgaver", "hendes opgaver",
        "hans opgaver", "all tasks", "her tasks", "his tasks", "their tasks",
    ),
    C.TASKS: (
        "alle opgaver", "alle opgaverne", "alle hendes opgaver", "alle hans opgaver", "hendes opgaver",
        "hans opgaver", "all tasks", "her tasks", "his tasks", "their tasks",
    ),
    C.COLLEAGUE: (
        "kollega", "kollegaen", "kollegas", "medarbejder", "medarbejderen", "medarbejders",
        "medarbejderens", "colleague", "employee",
    ),
    C.HAS_LEFT: (
        "er stoppet", "er stoppet hos os", "er holdt op", "er fratrådt", "fratrådt", "har sagt op",
        "er rejst", "stopper hos os", "er langtidssygemeldt", "er sygemeldt", "has left", "has quit",
    ),
    C.SWITCH: (
        "skift", "skifte", "skifter", "skiftes", "skiftet", "udskift", "udskifte", "udskiftes", "switch",
        "change", "kommuneskift", *_OTHER_CONTACT, *_OTHER_MUNICIPALITY,
    ),
    C.CONTACT_PERSON: (
        "kontaktperson", "kontaktpersonen", "kontaktpersoner", "contact person", "the contact person",
        *_OTHER_CONTACT,
    ),
    C.MUNICIPALITY_WORD: (
        "kommune", "kommunen", "kommunens", "handlekommune", "handlekommunen", "kommuneskift",
        "municipality", "the municipality", *_OTHER_MUNICIPALITY,
    ),
    C.HAS_MOVED: ("er flyttet", "er flyttet til", "flyttet til", "flytter til", "has moved", "has moved to"),
    C.MEETING: ("udskrivningsmøde", "udskrivningskonference", "udskrivningssamtale"),
    C.HOW: ("hvor laver jeg", "hvor opretter jeg", "hvor finder jeg"),
    C.NOTHING: (
        "til orientering", *_each(("i stedet for", "i stedet for en"), ("udskrivningsaftale",
        "koordinationsplan")),
        "i stedet for udskrivningsaftalen", "i stedet for koordinationsplanen",
        "instead of a discharge agreement", "instead of a coordination plan",
        *_each(("uden", "uden en", "without a"), ("udskrivningsaftale", "koordinationsplan", "aftale",
        "varsling",
        "færdigmelding", "discharge agreement", "coordination plan")),
    ),
})  # fmt: skip
del C
