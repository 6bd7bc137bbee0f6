"""Free text understanding: one sentence of staff's Danish (or simple English) → an `Understanding`.

Pure and synchronous; the moment is an argument. What is uncertain is an open question, never a guess.
Forms, cards and wording do not belong here.
"""

from dialogs.understanding.meaning import Intent, OpenQuestion, PartyNames, Understanding
from dialogs.understanding.understanding import understand

__all__ = ["Intent", "OpenQuestion", "PartyNames", "Understanding", "understand"]
