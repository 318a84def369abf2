"""Events that stand on no list: an inspector read them in a case file, and a note is their source."""
