"""Sentences with a time of day, said on Tuesday 24 November 2026 at 09:00 (week 48)."""

from datetime import date, time

from dialogs.understanding import Intent as I
from dialogs.understanding import OpenQuestion as Q
from tests.unit.understanding.sentence import said

TIMES = (
    said(
        "flyt mødet i 26-1042 til torsdag kl 13",
        intent=I.MOVE_MEETING,
        case_number="26-1042",
        day=date(2026, 11, 26),
        time=time(13),
    ),
    said(
        "netværksmøde d. 3. december kl 1030", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(10, 30)
    ),
    said("netværksmøde 03-12-2026 kl. 10", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(10)),
    said("netværksmøde fredag formiddag", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)),
    said("nyt netværksmøde kl. 8", intent=I.NEW_MEETING, time=time(8), asks=(Q.WHICH_DAY,)),
    said("netværksmøde torsdag 10.12", intent=I.NEW_MEETING, asks=(Q.WHICH_DAY, Q.WHICH_TIME)),
    said("netværksmøde 10.12", intent=I.NEW_MEETING, asks=(Q.WHICH_DAY, Q.WHICH_TIME)),
    said("netværksmøde 10.12 kl 14", intent=I.NEW_MEETING, day=date(2026, 12, 10), time=time(14)),
    said("netværksmøde trsdag kl 10", intent=I.NEW_MEETING, time=time(10), asks=(Q.WHICH_DAY,)),
    said("netværksmøde onsdg kl. 10", intent=I.NEW_MEETING, day=date(2026, 11, 25), time=time(10)),
    said(
        "møde torsdag kl 10",
        possible_intents=(I.NEW_MEETING,),
        day=date(2026, 11, 26),
        time=time(10),
        asks=(Q.WHICH_INTENT,),
    ),
    said("netværksmøde i dag kl. 8", intent=I.NEW_MEETING, day=date(2026, 11, 24), asks=(Q.TIME_IN_PAST,)),
    said(
        "netværksmøde tirsdag kl 10",
        intent=I.NEW_MEETING,
        possible_days=(date(2026, 11, 24), date(2026, 12, 1)),
        time=time(10),
        asks=(Q.WHICH_DAY,),
    ),
    said(
        "netværksmøde torsdag kl 10 eller fredag kl 14",
        intent=I.NEW_MEETING,
        possible_days=(date(2026, 11, 26), date(2026, 11, 27)),
        asks=(Q.WHICH_DAY, Q.WHICH_TIME),
    ),
    said("netværksmøde torsdag 10.05", intent=I.NEW_MEETING, asks=(Q.WHICH_DAY, Q.WHICH_TIME)),
    said("netværksmøde torsdag 10.30", intent=I.NEW_MEETING, day=date(2026, 11, 26), time=time(10, 30)),
    said(
        "netværksmøde torsdag 10-11",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 26),
        time=time(10),
        end_time=time(11),
    ),
    said(
        "netværksmøde torsdag 10",
        intent=I.NEW_MEETING,
        possible_days=(date(2026, 11, 26), date(2026, 12, 10)),
        asks=(Q.WHICH_DAY, Q.WHICH_TIME),
    ),
    said("netværksmøde 10-11", intent=I.NEW_MEETING, asks=(Q.WHICH_DAY, Q.WHICH_TIME)),
    said("netværksmøde d. 3-12 kl 9", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(9)),
    said("netværksmøde d.3/12-26 kl.9", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(9)),
    said("netværksmøde kl. 10 d. 3.12.26", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(10)),
    said(
        "netværksmøde ca kl 10 i morgen", intent=I.NEW_MEETING, day=date(2026, 11, 25), asks=(Q.WHICH_TIME,)
    ),
    said(
        "netværksmøde efter kl. 12 torsdag",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 26),
        asks=(Q.WHICH_TIME,),
    ),
    said(
        "netværksmøde kl 10-tiden fredag", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)
    ),
    said(
        "netværksmøde mellem 10 og 12 fredag",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        asks=(Q.WHICH_TIME,),
    ),
    said(
        "netværksmøde mellem kl 10 og 12 fredag",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        asks=(Q.WHICH_TIME,),
    ),
    said(
        "netværksmøde fredag fra 10 til 11",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        time=time(10),
        end_time=time(11),
    ),
    said("netværksmøde fredag kl 2", intent=I.NEW_MEETING, day=date(2026, 11, 27), time=time(14)),
    said("netværksmøde fredag kl 20", intent=I.NEW_MEETING, day=date(2026, 11, 27), time=time(20)),
    said("netværksmøde fredag kl 25", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)),
    said("netværksmøde fredag kl 02:00", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)),
    said("netværksmøde fredag kl 8 om aftenen", intent=I.NEW_MEETING, day=date(2026, 11, 27), time=time(20)),
    said("netværksmøde i eftermiddag kl 3", intent=I.NEW_MEETING, day=date(2026, 11, 24), time=time(15)),
    said("netværksmøde d. 31.12 kl 10", intent=I.NEW_MEETING, day=date(2026, 12, 31), time=time(10)),
    said(
        "Netværksmøde hos os eller på teams torsdag kl 10",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 26),
        time=time(10),
        asks=(Q.WHICH_METHOD,),
    ),
    said(
        "netværksmøde man. d. 30. nov. kl 12.00-13.00",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 30),
        time=time(12),
        end_time=time(13),
    ),
    said(
        "netværksmøde 2026-12-03 kl. 9-10",
        intent=I.NEW_MEETING,
        day=date(2026, 12, 3),
        time=time(9),
        end_time=time(10),
    ),
    said("netværksmøde 3.12.2026 12:30", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(12, 30)),
    said(
        "netværksmøde kl 10 torsdag, det varer 1,5 time, ca 2-3 pårørende",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 26),
        time=time(10),
        relatives=True,
    ),
    said("Netværksmøde d. 031226 kl. 10", intent=I.NEW_MEETING, day=date(2026, 12, 3), time=time(10)),
    said(
        "nyt netværksmøde fredag ca. 13:30",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        asks=(Q.WHICH_TIME,),
    ),
    said(
        "nyt netværksmøde fredag ca. halv to",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        asks=(Q.WHICH_TIME,),
    ),
    said(
        "nyt netværksmøde fredag kl 10:75", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)
    ),
    said(
        "nyt netværksmøde fredag kl 14-13.70",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        asks=(Q.WHICH_TIME,),
    ),
    said("nyt netværksmøde fredag 13 pm", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)),
    said(
        "nyt netværksmøde fredag kl. 10, d. 27/11 10-11",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        time=time(10),
    ),
    said("nyt netværksmøde fredag 2pm", intent=I.NEW_MEETING, day=date(2026, 11, 27), time=time(14)),
    said(
        "nyt netværksmøde fredag 10 til 11",
        intent=I.NEW_MEETING,
        day=date(2026, 11, 27),
        time=time(10),
        end_time=time(11),
    ),
    said("nyt netværksmøde torsdag 14", intent=I.NEW_MEETING, day=date(2026, 11, 26), asks=(Q.WHICH_TIME,)),
    said(
        "nyt netværksmøde torsdag 10 kl 14",
        intent=I.NEW_MEETING,
        possible_days=(date(2026, 11, 26), date(2026, 12, 10)),
        time=time(14),
        asks=(Q.WHICH_DAY,),
    ),
    said("netværksmøde kl. 10-25 fredag", intent=I.NEW_MEETING, day=date(2026, 11, 27), asks=(Q.WHICH_TIME,)),
)
