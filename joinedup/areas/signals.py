"""What other rooms hear of the register. `areas` stands below them and cannot call them."""

from django.dispatch import Signal

#: Somebody answers for an agency no more: sent inside the transaction, with `person`, `by` and `why`.
agency_left = Signal()
