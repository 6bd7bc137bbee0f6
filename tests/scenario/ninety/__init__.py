"""Ninety made-up courses of the audit's kind, lived day by day through the use cases and the reminders.

`shares` says what the ninety are, `drawing` draws them, `foretelling` says from a course's description how it
must end, `staff` are the people who act on what the bot tells them, and `year` lets the days pass.
"""
