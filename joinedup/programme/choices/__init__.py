"""Which areas a round goes to, why and why not: the choice, swaps by a named person, the urgent slot."""
