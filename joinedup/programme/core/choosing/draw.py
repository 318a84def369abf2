"""The draw anyone can redo in a spreadsheet: the ascending order of sha256(seed|inputs hash|for what|ticket)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Draw:
    """The draws of one choice, from its seed and the hash of its inputs."""

    seed: int
    inputs_hash: str

    def key(self, what: str, ticket: str) -> str:
        """Return where a ticket stands in a draw: the lowest comes first."""
        return hashlib.sha256(f"{self.seed}|{self.inputs_hash}|{what}|{ticket}".encode()).hexdigest()

    def order(self, what: str, tickets: Iterable[str]) -> list[str]:
        """Return tickets in the order they are drawn in, whatever order they come in; each has the same chance to be first."""
        return sorted(tickets, key=lambda ticket: (self.key(what, ticket), ticket))

    def order_by_weight(self, what: str, weights: Mapping[str, int]) -> list[str]:
        """Return grounds in the order they are drawn in: one of weight 3 holds three tickets, one of weight 0 none."""
        tickets = {f"{ground}|{number}": ground for ground, weight in weights.items() for number in range(1, weight + 1)}
        return list(dict.fromkeys(tickets[ticket] for ticket in self.order(what, tickets)))
