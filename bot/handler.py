"""Which activities become turns: the SDK's dispatch, with each kind it knows sent one way.

Reactions, typing, events, deletions and all kinds unknown are met with silence, since a person who did them
expects no answer. A message is answered after its reply is posted; a card action in the HTTP answer itself; a
yes or no to a file at once, before the file is on its way.
"""

from __future__ import annotations

from botbuilder.core import TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity

from bot.answers import Answer, error_answer, notice_answer, reply_answer
from bot.conversation import Conversations
from bot.reading import (
    DEFAULT_LOCALE,
    NotACardAction,
    NotAFileAnswer,
    card_action,
    concerns_the_bot,
    file_answer,
    message_event,
    to_turn,
)
from dialogs.turn import BotAdded, BotRemoved, Event, NotUnderstood

CARD_ACTION = "adaptiveCard/action"
FILE_ANSWER = "fileConsent/invoke"
ANSWER = "brobygger.answer"
"""Where a turn's context keeps the HTTP answer."""
EDITED = "edited message"


class TurnHandler(TeamsActivityHandler):  # type: ignore[misc]
    """Reads each activity and has the turn taken."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Words, a submitted card, or a file."""
        await self._take(turn_context, message_event(turn_context.activity))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """An edit is not taken as a new request: the first text was acted on already."""
        if turn_context.activity.channel_data.get("eventType") != "undeleteMessage":
            await self._take(turn_context, NotUnderstood(EDITED))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Only the bot's own coming and going matters; the SDK would look up every other member by HTTP."""
        activity = turn_context.activity
        if concerns_the_bot(activity.members_added, activity):
            await self._take(turn_context, BotAdded())
        elif concerns_the_bot(activity.members_removed, activity):
            await self._take(turn_context, BotRemoved())

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Installed for a person, a chat or a team."""
        await self._take(turn_context, BotAdded())

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """Uninstalled."""
        await self._take(turn_context, BotRemoved())

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """A button on one of our cards, or yes or no to a file we offered; the SDK answers 501 to what else
        there is, and so do we."""
        activity = turn_context.activity
        answer = {CARD_ACTION: self._click, FILE_ANSWER: self._answer_file}.get(activity.name)
        turn_context.turn_state[ANSWER] = await answer(activity) if answer else Answer(501)

    async def _answer_file(self, activity: Activity) -> Answer:
        try:
            turn = to_turn(activity, file_answer(activity))
        except NotAFileAnswer:
            return Answer(400)
        if turn is not None:
            await self._conversations.take(turn, inline=False)
        return Answer()

    async def _click(self, activity: Activity) -> Answer:
        try:
            turn = to_turn(activity, card_action(activity))
        except NotACardAction as error:
            return error_answer(str(error))
        locale = activity.locale or DEFAULT_LOCALE
        if turn is None:
            return notice_answer(self._conversations.cannot_tell_who(locale))
        reply = await self._conversations.take(turn, inline=True)
        return reply_answer(reply)

    async def _take(self, turn_context: TurnContext, event: Event) -> None:
        turn = to_turn(turn_context.activity, event)
        if turn is not None:
            await self._conversations.take(turn, inline=False)
