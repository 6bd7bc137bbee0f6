"""What our cards' buttons do: a table of verbs for each kind of record, put together in `table.py`."""

from dialogs.verbs.table import READING_VERBS, RECORD_VERBS, VERBS, check_access, fresh_card

__all__ = ["READING_VERBS", "RECORD_VERBS", "VERBS", "check_access", "fresh_card"]
