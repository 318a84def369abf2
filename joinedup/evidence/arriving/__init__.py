"""How revisions come in: what can be placed becomes part of the notes, what cannot is kept aside, and nothing is dropped."""
