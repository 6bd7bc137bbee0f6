"""What becomes of a changed document, also when two people change it at the same time.

Whoever sends later is told what the colleague changed. What they typed themselves stays; what they left alone
becomes the colleague's; and sending again is then their own choice, made on the present version.
"""

from __future__ import annotations

from dialogs.cards.document_words import part_text, part_value
from dialogs.cards.elements import plain, shortened
from dialogs.forms.document_forms import REVISION_FORMS
from dialogs.forms.form import Answers, Values
from dialogs.forms.part_fields import parts_of
from dialogs.forms.sent import BeginsWith, CatchUp, CaughtUp, Receive, Sent
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.document import transition
from domain.document_kind import DocumentKind
from domain.document_steps import Action
from domain.errors import WrongStatus
from domain.subject import SubjectKind
from workflows import documents
from workflows.document_steps import check_may_act

BASE = "base"
"""The version of the text that the change was begun on."""
SHOWN_OF_THEIRS = 250
"""Characters of each of the colleague's texts that the banner shows; the document holds all of it."""


def _begin(kind: DocumentKind) -> BeginsWith:
    def begin(talk: Talk, document_id: str) -> dict[str, str]:
        found = documents.open_document(talk.desk, talk.person, document_id)
        check_may_act(talk.person, found, Action.REVISE)
        document = found.document
        if document.kind is not kind:
            raise WrongStatus("another kind of document")
        transition(document, Action.REVISE, document.side_of(talk.person))
        return {**document.content.reveal().parts, BASE: str(document.content_version)}

    return begin


def _revise(kind: DocumentKind) -> Receive:
    def revise(talk: Talk, document_id: str, answers: Answers) -> Reply:
        parts, base = parts_of(kind, answers), int(answers[BASE])
        found = documents.revise(talk.desk, talk.person, document_id, base, parts, answers["reason"])
        return receipt(talk, found, "receipt.document_revised")

    return revise


def _catch_up(kind: DocumentKind) -> CatchUp:
    def catch_up(talk: Talk, document_id: str, values: Values) -> CaughtUp:
        base = int(values[BASE])
        found = documents.open_document(talk.desk, talk.person, document_id)
        before = talk.desk.records.documents.version_of(document_id, base, talk.person).content.reveal().parts
        theirs = found.document.content.reveal().parts
        changed = documents.changes_since(talk.desk, talk.person, document_id, base)
        untouched = {n: theirs.get(n, "") for n in changed if values.get(n, "") == before.get(n, "")}
        merged = {**values, **untouched, BASE: str(found.document.content_version)}
        told = [_told(talk, kind, name, theirs.get(name, "")) for name in changed]
        return CaughtUp(merged, "\n\n".join([talk.wording("form.changed_meanwhile"), *told]))

    return catch_up


def _told(talk: Talk, kind: DocumentKind, name: str, theirs: str) -> str:
    """One part as the colleague wrote it."""
    wording = talk.wording
    label = part_text(wording, kind, name, "label")
    text = shortened(part_value(wording, kind, name, theirs), SHOWN_OF_THEIRS)
    return wording("form.theirs", label=label, theirs=plain(text) or wording("form.theirs_emptied"))


REVISION_SENT: tuple[Sent, ...] = tuple(
    Sent(form, _revise(kind), SubjectKind.DOCUMENT, _begin(kind), (BASE,), _catch_up(kind))
    for kind, form in REVISION_FORMS.items()
)
