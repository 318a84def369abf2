"""The query log: one numbering for every question put to an agency."""
