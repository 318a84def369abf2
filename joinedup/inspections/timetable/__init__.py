"""The fieldwork timetable: who does what, when, where and with whom of which agency; every change dated, told and seen."""
