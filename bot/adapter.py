"""The SDK's adapter, ours: an activity goes through its pipeline and comes back as an HTTP answer.

It sends nothing. Messages leave through the messenger alone, because its outcome (sent, not sent,
uncertain) is what delivery is decided by, and the SDK's send has none.
"""

from __future__ import annotations

from typing import Any, NoReturn

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity

from bot.answers import Answer
from bot.handler import ANSWER, TurnHandler


class TurnAdapter(BotAdapter):  # type: ignore[misc]
    """Runs activities that have been let in through the handler."""

    def __init__(self, handler: TurnHandler) -> None:
        super().__init__()
        self._handler = handler

    async def process_activity(self, activity: Activity) -> Answer:
        """The HTTP answer to an activity."""
        context = TurnContext(self, activity)
        await self.run_pipeline(context, self._handler.on_turn)
        answer = context.turn_state.get(ANSWER)
        return answer if isinstance(answer, Answer) else Answer()

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> NoReturn:
        """Raises NotImplementedError: see the module."""
        raise NotImplementedError("messages leave through the messenger")

    async def update_activity(self, context: TurnContext, activity: Activity) -> NoReturn:
        """Raises NotImplementedError: see the module."""
        raise NotImplementedError("messages leave through the messenger")

    async def delete_activity(self, context: TurnContext, reference: Any) -> NoReturn:
        """Raises NotImplementedError: see the module."""
        raise NotImplementedError("messages leave through the messenger")
