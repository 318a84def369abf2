"""The letter: passages that stand on findings and notes, signed by every inspectorate, then published."""
