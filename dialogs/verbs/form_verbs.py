"""What the buttons of a form do, whichever form it is."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.forms import flow
from dialogs.forms.engine import Move
from dialogs.verbs.clicked import Verb


def _step(move: Move) -> Verb:
    return lambda talk, data: flow.take_step(talk, data, move)


FORM_VERBS: Mapping[str, Verb] = {
    "form.next": _step(Move.NEXT),
    "form.back": _step(Move.BACK),
    "form.save": _step(Move.SAVE),
    "form.jump": _step(Move.JUMP),
    "form.send": _step(Move.SEND),
    "form.cancel": flow.ask_cancel,
    "form.discard": flow.discard,
    "form.resume": flow.go_on,
}
