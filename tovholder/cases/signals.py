"""What a case tells those above it, which it does not know."""

from django.dispatch import Signal

# Sent within the transaction, with `closure` and `by`.
case_closed = Signal()
