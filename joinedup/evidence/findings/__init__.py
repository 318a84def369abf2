"""Findings: what the team holds to be so, the notes each rests on, and every wording it has had."""
