"""What other rooms hear of accounts. `people` stands below them and cannot call them."""

from django.dispatch import Signal

#: An account was ended: sent inside the transaction that ends it, with `person`, `by` and `why`.
account_ended = Signal()
