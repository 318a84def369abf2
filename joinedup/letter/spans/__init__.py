"""Which words of a passage stand on which findings and notes, and in which wording of theirs."""
