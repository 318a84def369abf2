"""How a letter reads: advice to its writers that holds nothing up. What blocks, grades and counts, is in `letter.core.gaps`."""
