"""The content words a sentence is understood by, each under the concept it stands for.

A table: concept → words and phrases, Danish and English; those of the documents and the course stand in
`document_words.py`, those of settings and absence in `settings_words.py`. Slips of the pen are mended by
`concept_finding.py`, so no misspellings stand here. A phrase is read as a whole ("tak for hjælpen" asks for
no help); `NOTHING` is for phrases whose words would mislead. What the concepts add up to is `intents.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType


class Concept(StrEnum):
    NETWORK_MEETING = auto()
    MEETING = auto()
    """Any meeting, or meeting someone."""
    THE_MEETING = auto()
    """One that already stands."""
    CREATE = auto()
    MOVE = auto()
    CALL_OFF = auto()
    """Only said of a meeting."""
    STOP = auto()
    """Said of a meeting or of what one is doing."""
    MINE = auto()
    OURS = auto()
    CASES = auto()
    TASKS = auto()
    MY_WORK = auto()
    OUR_WORK = auto()
    STATUS = auto()
    HOW = auto()
    HELP = auto()
    RESUME = auto()
    DANISH = auto()
    ENGLISH = auto()
    GREETING = auto()
    THANKS = auto()
    AGREEMENT = auto()
    ASKING = auto()
    OBLIGED = auto()
    DEADLINE = auto()
    SETTINGS = auto()
    AM_AWAY = auto()
    AM_BACK = auto()
    ABSENCE = auto()
    """Of whom is not said."""
    UNIT_HOURS = auto()
    EMERGENCY = auto()
    FIGURES = auto()
    JOINT_REPORT = auto()
    OTHER_PARTY = auto()
    CITIZEN_WORD = auto()
    PAST = auto()
    NO = auto()
    PHYSICAL = auto()
    VIDEO = auto()
    TELEPHONE = auto()
    GP = auto()
    RELATIVES = auto()
    NOTHING = auto()
    # The documents.
    EARLY_NOTICE = auto()
    MUNICIPAL_STATUS = auto()
    DISCHARGE_NOTICE = auto()
    READINESS_NOTICE = auto()
    DISCHARGE_AGREEMENT = auto()
    COORDINATION_PLAN = auto()
    INTERVENTION_PLAN = auto()
    # What is said of them and of the course.
    THE_DOCUMENT = auto()
    """One that already stands."""
    ANY_DOCUMENT = auto()
    ANY_AGREEMENT = auto()
    NEW = auto()
    WRITE = auto()
    SHOW = auto()
    ALREADY = auto()
    """Whether something was sent, received or signed."""
    ALREADY_TOLD = auto()
    WHETHER = auto()
    """Asks whether one must."""
    ASSESS = auto()
    NOT_TAKING_PART = auto()
    INFORM = auto()
    NOTICE_FROM = auto()
    NOTICE_TO = auto()
    TO_PSYCHIATRY = auto()
    EXPECTED = auto()
    WILL_DISCHARGE = auto()
    THE_DISCHARGE = auto()
    DISCHARGE_DATE = auto()
    DISCHARGED = auto()
    IS_DISCHARGED = auto()
    """Said in so many words, also of a death or a transfer."""
    CLOSE = auto()
    CLOSE_THE_CASE = auto()
    REDISTRIBUTE = auto()
    ALL_TASKS = auto()
    COLLEAGUE = auto()
    HAS_LEFT = auto()
    SWITCH = auto()
    """Another in the place of the one there is."""
    CONTACT_PERSON = auto()
    MUNICIPALITY_WORD = auto()
    HAS_MOVED = auto()
    """Said of a citizen's home, or of a meeting."""
    # What the sentence shows beside its words.
    A_CITIZEN = auto()
    A_CASE = auto()
    A_PARTY = auto()
    A_MUNICIPALITY = auto()
    A_CENTRE = auto()
    A_DOCUMENT = auto()
    A_QUESTION = auto()
    """A question mark."""
    A_DAY = auto()
    A_PERIOD = auto()
    FEW_WORDS = auto()
    SHORT = auto()
    DENIED = auto()
    """An action is named with "ikke"."""


C = Concept
WORDS: Mapping[Concept, tuple[str, ...]] = MappingProxyType({
    C.NETWORK_MEETING: (
        "netværksmøde", "netværksmøder", "netværksmødeindkaldelse", "netv møde", "netværks møde",
        "netværk møde", "nm", "nvm", "netvmøde", "network meeting", "network meetings",
    ),
    C.MEETING: (
        "møde", "møder", "mødes", "mødeindkaldelse", "samarbejdsmøde", "statusmøde", "dialogmøde",
        "meeting", "meetings", "meet", "videomøde", "telefonmøde", "teamsmøde", "onlinemøde",
    ),
    C.THE_MEETING: (
        "mødet", "netværksmødet", "netv mødet", "mødets", "the meeting", "the network meeting",
        "mødetidspunkt",
    ),
    C.CREATE: (
        "ny", "nyt", "new", "opret", "oprette", "oprettet", "opretter", "indkalder", "laver", "booker",
        "planlægger", "indkald", "indkalde", "indkaldelse", "book", "booke", "planlæg", "planlægge",
        "planlagt", "lav", "lave", "lavet", "hold", "holde", "arrangere", "arranger", "bestil",
        "bestille", "aftale",
        "aftal", "vil gerne", "vil godt", "ønsker", "ønske", "skal have", "skal bruge", "brug for",
        "invitere",
        "inviter", "foreslå", "anmode", "anmod", "start", "starte", "sæt op", "få sat", "kan vi",
        "kunne vi", "create", "set up", "request", "schedule", "arrange", "invite", "i want", "i need",
        "would like", "can we",
    ),
    C.MOVE: (
        "flyt", "flytte", "flyttes", "flyttet", "udskyd", "udskyde", "udsæt", "udsætte", "ryk", "rykke",
        "rykkes", "rykket", "fremrykket", "er flyttet", "er flyttet til", "flyttet til", "udskudt",
        "er udsat", "udsat til", "blevet udsat", "ombook", "ombooke",
        "ændre tid", "ændre tidspunkt", "move", "postpone", "reschedule",
    ),
    C.CALL_OFF: ("aflys", "aflyse", "aflyses", "aflyst", "aflysning", "afmeld", "afmelde", "call off"),
    C.STOP: (
        "annuller", "annullér", "annullere", "annulleres", "annullering", "fortryd", "fortryde", "stop",
        "stoppe", "stopper", "afbryd", "afbryde", "slet", "slette", "slet kladden", "drop", "droppe",
        "glem det", "luk", "cancel", "abort", "forget it", "never mind",
    ),
    C.MINE: ("mine", "min", "mit", "har jeg", "my"),
    C.OURS: (
        "vores", "enhedens", "afdelingens", "afsnittets", "teamets", "holdets", "kollegers", "kollegernes",
        "enheden", "teamet", "our", "the unit's", "units",
    ),
    C.CASES: (
        "sager", "sag", "sagerne", "sagsliste", "liste", "overblik", "oversigt", "cases",
    ),
    C.TASKS: (
        "opgave", "opgaven", "opgaver", "opgaverne", "opgaveliste", "gøremål", "huskeliste", "tasks",
        "task list", "todo", "to do",
    ),
    C.MY_WORK: (
        "hvad mangler jeg", "hvad skal jeg", "hvad venter på mig", "hvad har jeg", "venter på mig",
        "what do i need to do", "what do i have to do", "what am i missing", "waiting for me",
        "hvad skylder jeg",
    ),
    C.OUR_WORK: (
        "hvad mangler vi", "hvad skal vi nå", "hvad venter på os", "hvad har vi", "hvad skylder vi",
    ),
    C.STATUS: (
        "status", "hvordan går det med", "hvor langt er", "hvor langt", "hvad sker der med", "nyt om",
        "nyt i", "nyt fra", "er der noget nyt", "noget nyt om", "noget nyt i", "hvad mangler",
        "hvad mangler der", "tidslinje", "tidslinjen", "timeline", "what is missing",
    ),
    C.HOW: ("hvordan", "how"),
    C.HELP: (
        "hjælp", "hjælpe", "help", "hvad kan du", "hvad kan jeg skrive", "hvad kan man",
        "hvordan virker du", "vejledning", "kommandoer", "menu", "jeg forstår ikke", "what can you do",
    ),
    C.RESUME: (
        "fortsæt", "fortsætte", "genoptag", "genoptage", "gå videre", "hvor kom jeg fra",
        "hvor kom jeg til", "hvor var jeg", "kladde", "kladden", "min kladde", "resume", "continue",
        "where was i", "draft",
    ),
    C.DANISH: ("dansk", "danish"),
    C.ENGLISH: ("engelsk", "english"),
    C.GREETING: (
        "hej", "hejsa", "goddag", "godmorgen", "god morgen", "godaften", "god aften", "god eftermiddag",
        "davs", "hallo", "hello", "hi", "good morning", "good afternoon",
    ),
    C.THANKS: (
        "tak", "tak for hjælpen", "tak for hjælp", "mange tak", "tusind tak", "thanks", "thank you",
        "thanks for the help", "thanks for your help", "tak for i dag",
    ),
    C.AGREEMENT: (
        "hvad er et", "hvad er en", "hvad betyder", "what is a",
        "aftalen", "samarbejdsaftalen", "samarbejdsaftale", "samarbejdsaftaler", "aftaleteksten",
        "reglerne", "regler", "regel", "the agreement", "agreement", "the rules", "rules",
    ),
    C.ASKING: (
        "hvad er et", "hvad er en", "hvad betyder", "what is a",
        "hvad", "hvornår", "hvem", "hvor", "hvor lang tid", "hvor hurtigt", "hvilke", "hvilken",
        "hvilket", "hvorfor",
        "siger", "står", "ifølge", "what", "when", "who", "how long", "which", "says", "does",
    ),
    C.OBLIGED: ("skal", "må", "bør", "pligt", "forpligtet", "krav", "must", "may", "should", "required"),
    C.DEADLINE: (
        "hvor lang tid", "hvor hurtigt", "how long", "frist", "fristen", "frister", "fristerne",
        "svarfrist", "svarfristen", "deadline", "tidsfrist",
    ),
    C.EMERGENCY: (
        "værdispring", "nødadgang", "akut adgang", "adgang i en nødsituation", "emergency access",
        "break the glass",
    ),
    C.OTHER_PARTY: (
        "kommune", "kommunen", "kommunens", "sagsbehandler", "sagsbehandleren", "hjemmevejleder",
        "bostøtte", "bostøtten", "bostedet", "botilbud", "botilbuddet", "psykiatrien", "regionen",
        "hospitalet", "centret", "misbrugscenter", "misbrugscenteret", "municipality", "the municipality",
        "psychiatry",
    ),
    C.CITIZEN_WORD: (
        "borger", "borgeren", "borgers", "borgerens", "patient", "patienten", "patientens", "pt", "han",
        "hun", "ham", "hende", "citizen", "the citizen", "the patient",
    ),
    C.PAST: (
        "var", "havde", "holdt", "blev", "været", "mødte", "mødtes", "deltog", "kom", "was", "were", "had",
        "held",
    ),
    C.NO: (
        "ikke", "ingen", "intet", "aldrig", "uden", "hverken", "nej", "not", "dont", "no", "never",
        "without",
    ),
    C.PHYSICAL: (
        "fysisk", "fysiske", "fremmøde", "på afdelingen", "hos os", "hos jer", "i huset", "på kontoret",
        "ansigt til ansigt", "på rådhuset", "physical", "physically", "in person", "face to face",
        "at the ward",
    ),
    C.VIDEO: (
        "teams", "teamsmøde", "video", "videomøde", "videokonference", "videokonsultation", "videoopkald",
        "online", "onlinemøde", "virtuelt", "virtuel", "virtual", "på skærm", "skype", "zoom", "remotely",
    ),
    C.TELEPHONE: (
        "telefon", "telefonen", "telefonisk", "telefoniske", "telefonmøde", "telefonmødet", "tlf",
        "telefonkonference", "opkald", "phone", "telephone", "by phone",
    ),
    C.GP: (
        "egen læge", "egne læge", "egen læges", "praktiserende læge", "praktiserende", "almen praksis",
        "huslæge", "familielæge", "gp", "general practitioner", "family doctor",
    ),
    C.RELATIVES: (
        "pårørende", "pårørendes", "mor", "moren", "moderen", "mors", "far", "faderen", "forældre",
        "forældrene", "forældrenes", "ægtefælle", "ægtefællen", "kone", "konen", "hans kone", "hendes mand",
        "ægtemand", "søster", "søsteren", "bror", "broren", "broderen", "datter", "datteren", "hans søn",
        "hendes søn", "sønnen", "kæreste", "kæresten", "samlever", "samleveren", "familie", "familien",
        "bedsteforældre", "relatives", "mother", "father", "parents", "wife", "husband", "family", "sister",
        "brother",
    ),
    C.NOTHING: (
        "so far", "how far", "indlagt på afdelingen", "kan vi ikke", "kunne vi ikke", "skal vi ikke",
        "kan i ikke", "no problem", "ikke mindst", "ikke kun", "ikke også", "hvis ikke", "family doctor's",
    ),
})  # fmt: skip
del C

METHODS = (Concept.PHYSICAL, Concept.VIDEO, Concept.TELEPHONE)
DETAILS = frozenset({*METHODS, Concept.GP, Concept.RELATIVES})
DOCUMENTS = (
    Concept.EARLY_NOTICE, Concept.MUNICIPAL_STATUS, Concept.DISCHARGE_NOTICE, Concept.READINESS_NOTICE,
    Concept.DISCHARGE_AGREEMENT, Concept.COORDINATION_PLAN, Concept.INTERVENTION_PLAN,
)  # fmt: skip
ACTIONS = frozenset({
    Concept.NETWORK_MEETING, Concept.MEETING, Concept.THE_MEETING, Concept.CREATE, Concept.MOVE,
    Concept.CALL_OFF, Concept.STOP,
    Concept.RESUME, Concept.DANISH, Concept.ENGLISH, Concept.HELP,
    *DOCUMENTS, Concept.ANY_AGREEMENT, Concept.NEW, Concept.WRITE, Concept.ASSESS, Concept.INFORM,
    Concept.WILL_DISCHARGE,
    Concept.DISCHARGED, Concept.IS_DISCHARGED, Concept.CLOSE, Concept.CLOSE_THE_CASE, Concept.REDISTRIBUTE,
    Concept.HAS_LEFT, Concept.SWITCH, Concept.HAS_MOVED,
})  # fmt: skip
"""What "ikke" in the same clause takes back."""
