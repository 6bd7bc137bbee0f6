"""The time as an argument: whoever needs to know it is handed a `Clock`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Answers the present moment, aware and in UTC."""
