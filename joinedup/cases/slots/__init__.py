"""Which tracked child a slot of the timetable is about, and whether somebody around the child consents to be met."""
