"""The plain algorithms of an inspection's week: no Django here."""
