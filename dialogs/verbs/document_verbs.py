"""What the buttons of a document's card do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.cards.paper_card import COPY_BUTTONS, paper_card
from dialogs.files import offer_file
from dialogs.forms import flow
from dialogs.forms.submit import FORMS
from dialogs.papers import DOCUMENT, document_paper, file_name
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, content_version_in, id_in, show
from domain.document import CITIZEN, Document, private_parties, transition
from domain.document_steps import Action
from domain.errors import BadValue, WrongStatus
from domain.permission import Permission, check_permission, check_step
from workflows import documents
from workflows.citizens_word import hand_over_copy, private_answer
from workflows.document_steps import check_may_act
from workflows.documents import check_version
from workflows.follow_ups import ADD
from workflows.paper import likely_size

FORM_OF: Mapping[Action, str] = {
    Action.ASK: "document_ask",
    Action.ANSWER: "document_answer",
    Action.RETURN: "document_return",
    Action.WITHDRAW: "document_withdraw",
    Action.END: "document_end",
    Action.CITIZEN_AGREES: "citizen_agrees",
    Action.CITIZEN_DECLINES: "citizen_declines",
    Action.HAND_OVER_COPY: "hand_over_copy",
}
OF_THIS_VERSION = frozenset({Action.CITIZEN_AGREES, Action.HAND_OVER_COPY})
"""Said of the very text the card showed; a newer one is shown first."""


def _card(talk: Talk, data: Data) -> Reply:
    return show(talk, talk.desk.records.documents.get(id_in(data), talk.person))


def _details(talk: Talk, data: Data) -> Reply:
    return show(talk, documents.open_document(talk.desk, talk.person, id_in(data)), details=True)


def _acknowledge(talk: Talk, data: Data) -> Reply:
    found = documents.acknowledge(talk.desk, talk.person, id_in(data))
    return receipt(talk, found, "receipt.document_acknowledged")


def _sign(talk: Talk, data: Data) -> Reply:
    found = documents.sign(talk.desk, talk.person, id_in(data), content_version_in(data))
    return receipt(talk, found, "receipt.document_signed")


def _private_answer(talk: Talk, data: Data) -> Reply:
    """What a private party said to the version the card showed, heard today."""
    found = documents.open_document(talk.desk, talk.person, id_in(data))
    version = content_version_in(data)
    check_version(found.document, version)
    names = private_parties(found.document.content.reveal().parts)
    party, agrees = data.get("party"), data.get("agrees")
    if not isinstance(party, int) or not isinstance(agrees, bool) or not 0 <= party < len(names):
        raise BadValue("field.not_a_choice", "a card that names no private party, or no answer")
    said = private_answer(
        talk.desk, talk.person, found.document.id, version, talk.desk.today, names[party], agrees
    )
    return receipt(talk, said, "receipt.private_answer")


def _form(action: Action) -> Verb:
    """Begins a form on a document; refused here already when the step no longer fits."""

    def begin(talk: Talk, data: Data) -> Reply:
        document = _fitting(talk, data, action)
        if action in OF_THIS_VERSION:
            check_version(document, content_version_in(data))
        return talk.show(flow.start(talk, FORMS[FORM_OF[action]].form, document.id, {}))

    return begin


def _revise(talk: Talk, data: Data) -> Reply:
    """A new version begins with the present text, which one must be allowed to read; the look is logged."""
    _fitting(talk, data, Action.REVISE)
    document = documents.open_document(talk.desk, talk.person, id_in(data)).document
    return talk.show(flow.start(talk, FORMS[f"revise_{document.kind}"].form, document.id, {}))


def _fitting(talk: Talk, data: Data, action: Action) -> Document:
    found = talk.desk.records.documents.get(id_in(data), talk.person)
    check_permission(talk.person, Permission.OPEN_DETAILS, found.case)
    check_may_act(talk.person, found, action)
    transition(found.document, action, found.document.side_of(talk.person))
    return found.document


def _follow_up(talk: Talk, data: Data) -> Reply:
    found = talk.desk.records.documents.get(id_in(data), talk.person)
    check_step(talk.person, ADD, found.case)
    document = found.document
    if not document.is_live:
        raise WrongStatus("the document no longer stands")
    return talk.show(flow.start(talk, FORMS["follow_up"].form, document.id, {}))


def _paper(talk: Talk, data: Data) -> Reply:
    """Offers the document as a file, to be sent by the organisation's own secure post; the look is logged."""
    found = documents.take_document(talk.desk, talk.person, id_in(data))
    paper = document_paper(talk, {"id": found.document.id})
    offer = offer_file(
        DOCUMENT,
        {"id": found.document.id},
        name=file_name(talk, found.document),
        description=talk.wording("paper.offer", number=found.case.number),
        size_in_bytes=likely_size(paper),
    )
    return replace(talk.show(paper_card(found.document, talk.wording)), messages=(offer,))


def _copy_sent(talk: Talk, data: Data) -> Reply:
    """Sent today by the organisation's own secure post: to the citizen, or to the general practitioner."""
    to, version = data.get("kind"), content_version_in(data)
    if to not in COPY_BUTTONS:
        raise BadValue("field.not_a_choice", "a card that names no receiver of a copy")
    receiver = CITIZEN if to == CITIZEN else talk.wording(f"choice.copy_to.{to}")
    how = talk.wording("paper.secure_post")
    found = hand_over_copy(talk.desk, talk.person, id_in(data), version, talk.desk.today, receiver, how)
    return receipt(talk, found, "receipt.copy_handed_over")


DOCUMENT_VERBS: Mapping[str, Verb] = {
    "document.card": _card,
    "document.hide": _card,
    "document.show": _details,
    "document.acknowledge": _acknowledge,
    "document.sign": _sign,
    "document.private_answer": _private_answer,
    "document.revise": _revise,
    "document.follow_up": _follow_up,
    "document.paper": _paper,
    "document.copy_sent": _copy_sent,
    **{f"document.{action}": _form(action) for action in FORM_OF},
}
