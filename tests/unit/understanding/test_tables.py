"""The word tables: no dead word, no ordinary word taken for a slip, no rule that cannot hold."""

import pytest

from dialogs.understanding import Intent, understand
from dialogs.understanding.calendar_words import MONTHS, NUMBERS, ORDINALS, WEEKDAYS, mended
from dialogs.understanding.concept_finding import find_concepts
from dialogs.understanding.concepts import ACTIONS, DETAILS, DOCUMENTS, WORDS, Concept
from dialogs.understanding.document_words import DOCUMENT_WORDS
from dialogs.understanding.figure_words import FIGURE_WORDS
from dialogs.understanding.intents import RULES, choose_intent
from dialogs.understanding.places import CENTRE_SHORT_NAMES, SHORT_NAMES
from dialogs.understanding.rights_words import RIGHTS_WORDS
from dialogs.understanding.settings_words import SETTINGS_WORDS
from dialogs.understanding.spelling import ORDINARY_WORDS, SHORTEST_IN_A_COMMAND, Lexicon
from dialogs.understanding.words import folded, words_of
from tests.unit.understanding.parties import NAMES, TUESDAY_MORNING

_TABLES = [
    *WORDS.items(),
    *DOCUMENT_WORDS.items(),
    *SETTINGS_WORDS.items(),
    *FIGURE_WORDS.items(),
    *RIGHTS_WORDS.items(),
]
_OUR_WORDS = {word.folded for _, phrases in _TABLES for phrase in phrases for word in words_of(phrase)}
_PARTY_WORDS = {folded(name.split()[0].lower()) for name in NAMES.municipalities.values()}
_CALENDAR = {folded(word) for word in (*WEEKDAYS, *MONTHS, "aften")}

EVERYDAY = [
    "about",
    "alle",
    "alt",
    "altid",
    "anden",
    "andre",
    "arbejde",
    "barn",
    "barnet",
    "bedre",
    "begge",
    "behov",
    "besked",
    "betyder",
    "bliver",
    "blive",
    "bolig",
    "brug",
    "bruge",
    "burde",
    "børn",
    "dage",
    "derfor",
    "derhjemme",
    "dette",
    "diagnose",
    "disse",
    "efter",
    "eller",
    "ellers",
    "endnu",
    "faktisk",
    "flere",
    "fleste",
    "forløb",
    "forløbet",
    "fortalt",
    "fortæller",
    "fremover",
    "første",
    "gerne",
    "glad",
    "godt",
    "gøre",
    "hende",
    "henvist",
    "hjemmet",
    "hvilket",
    "hverdag",
    "igen",
    "imellem",
    "indlagt",
    "indsats",
    "kender",
    "klar",
    "komme",
    "kommer",
    "kontakt",
    "lavet",
    "ligger",
    "livet",
    "længe",
    "løbet",
    "mange",
    "mangel",
    "med",
    "medicin",
    "medicinen",
    "mener",
    "mere",
    "meget",
    "mulighed",
    "måske",
    "måtte",
    "møbler",
    "måde",
    "nogle",
    "nogen",
    "noget",
    "nærmere",
    "næsten",
    "ofte",
    "omkring",
    "orden",
    "overvejer",
    "passer",
    "penge",
    "person",
    "personen",
    "plads",
    "planen",
    "problem",
    "rolig",
    "sammen",
    "samme",
    "seneste",
    "sidder",
    "sikker",
    "skete",
    "skole",
    "skriver",
    "snart",
    "sociale",
    "sover",
    "spise",
    "stabil",
    "standard",
    "steder",
    "støtte",
    "svar",
    "svare",
    "svært",
    "syge",
    "sygdom",
    "søge",
    "tager",
    "talte",
    "tilbage",
    "tilbud",
    "travlt",
    "ture",
    "udskrevet",
    "udskrives",
    "under",
    "vante",
    "varer",
    "varsel",
    "venter",
    "vigtig",
    "viser",
    "voksen",
    "været",
    "ønske",
    "åben",
    "årsag",
    "spørger",
    "trives",
    "kunne",
    "skulle",
    "ville",
    "mindre",
    "inden",
    "deltager",
    "behandling",
    "vurdering",
    "handleplan",
    "behandlingsplan",
    "kriseplan",
    "færdigheder",
    "beskriver",
    "beskrevet",
    "besluttet",
    "lykkes",
    "nødvendig",
    "koordinator",
    "udredning",
    "indlæggelse",
    "udflytning",
    "advarsel",
    "underskrift",
]


@pytest.mark.parametrize(
    ("concept", "phrases"), _TABLES, ids=[f"{at}-{concept}" for at, (concept, _) in enumerate(_TABLES)]
)
def test_every_word_in_the_tables_is_found_as_its_concept(concept: Concept, phrases: tuple[str, ...]) -> None:
    dead = [
        phrase
        for phrase in phrases
        if not any(concept in match.concepts for match in find_concepts(words_of(phrase)).matches)
    ]
    assert dead == []


def test_no_phrase_stands_twice_under_a_concept() -> None:
    under = [(concept, phrase) for concept, phrases in _TABLES for phrase in phrases]
    assert [each for each in under if under.count(each) > 1] == []


def test_every_document_has_words_and_its_own_intent() -> None:
    assert [document for document in DOCUMENTS if not DOCUMENT_WORDS.get(document)] == []
    starting = {
        document: {choose_intent(frozenset({document, Concept.CREATE})).intent} for document in DOCUMENTS
    }
    assert starting == {document: {Intent(document.value)} for document in DOCUMENTS}


def test_every_concept_means_something() -> None:
    in_rules = {concept for rule in RULES for concept in rule.needs | rule.forbids}
    assert set(Concept) - in_rules - DETAILS - ACTIONS == {Concept.NOTHING}


def test_every_rule_can_win_or_tie() -> None:
    """Given just what a rule needs, nothing stronger holds."""
    beaten = [rule for rule in RULES if rule.intent not in _chosen(rule.needs)]
    assert beaten == []


def _chosen(concepts: frozenset[Concept]) -> set[Intent | None]:
    choice = choose_intent(concepts)
    return {choice.intent, *choice.possible}


def test_every_guarded_word_would_else_be_taken_for_one_of_ours() -> None:
    ours = (_OUR_WORDS | _PARTY_WORDS | _CALENDAR) - ORDINARY_WORDS
    lexicon = Lexicon(ours)
    dead = sorted(
        word for word in ORDINARY_WORDS if word in ours or not lexicon.nearest(word, SHORTEST_IN_A_COMMAND)
    )
    assert dead == []


@pytest.mark.parametrize("word", EVERYDAY)
def test_an_everyday_word_is_not_taken_for_a_slip_of_one_of_ours(word: str) -> None:
    assert understand(f"{word} {word}", NAMES, TUESDAY_MORNING).intent is None
    matches = find_concepts(words_of(word)).matches
    assert all(folded(word) in _OUR_WORDS for _ in matches)
    assert mended(word) == word


@pytest.mark.parametrize("name", [*WEEKDAYS, *MONTHS, *NUMBERS, *ORDINALS])
def test_a_calendar_word_is_left_as_it_is(name: str) -> None:
    assert mended(name) == name


@pytest.mark.parametrize("short", [*SHORT_NAMES, *CENTRE_SHORT_NAMES])
def test_every_short_name_names_a_party_of_the_cluster(short: str) -> None:
    meaning = understand(f"møde med {short}", NAMES, TUESDAY_MORNING)
    assert len(meaning.municipalities + meaning.centres) == 1
