"""Documents handed to a person as a file in their own chat: the offer, and what their yes or no gives.

An offer's context comes back from outside, so it names a document and grants nothing: the document's own
function reads the record anew, checks that this person may have it, and logs that they got it. Printing and
uploading do not belong here; `bot/` does both after the turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.cards.form_card import note_card
from dialogs.insight import INSIGHT, insight_file
from dialogs.papers import DOCUMENT, document_paper
from dialogs.talk import Talk
from dialogs.turn import FileAnswered, FileToUpload, Reply
from workflows.chat import FileOffer, Message
from workflows.paper import DataFile, Paper

KIND = "kind"
"""The name under which an offer's context says which document it is about."""

WriteOut = Callable[[Talk, Mapping[str, str]], Paper | DataFile]
"""The document that a context names, as this person may read it. Raises `NotFound` and `NotAllowed`."""

DOCUMENTS: Mapping[str, WriteOut] = {DOCUMENT: document_paper, INSIGHT: insight_file}
"""What can be handed over, by kind."""


def offer_file(
    kind: str, ids: Mapping[str, str], *, name: str, description: str, size_in_bytes: int
) -> Message:
    """The message that asks whether the person wants the file. Name and description hold no personal data."""
    context = {KIND: kind, **ids}
    return Message(description, file=FileOffer(name, size_in_bytes, description, context))


def answer_file(talk: Talk, event: FileAnswered, documents: Mapping[str, WriteOut] = DOCUMENTS) -> Reply:
    """The reply to a yes or no. Raises what the document's own function raises."""
    if not event.accepted:
        return _note(talk, "file.declined")
    write_out = documents.get(event.context.get(KIND, ""))
    if write_out is None:
        return _note(talk, "file.gone")
    paper, wording = write_out(talk, event.context), talk.wording
    return Reply(file=FileToUpload(paper, wording("file.arrived"), wording("file.failed")))


def _note(talk: Talk, key: str) -> Reply:
    """In the place of the offer, to stay."""
    title, text = talk.wording("file.title"), talk.wording(key)
    return talk.show(note_card(title, text, talk.wording), lasting=text)
