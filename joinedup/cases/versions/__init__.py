"""The tables and the one writer of what several people write in one place: the tracking record, the short form, the joint audit."""
