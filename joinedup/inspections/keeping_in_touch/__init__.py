"""Meetings with agencies before and in the fieldwork week: said, agreed, disputed, followed up; no word is ever edited."""
