"""The catalogue: methods, instruments, forums, rules; files a municipality can read and change."""

from functools import cache

from .faults import Fault
from .shelf import Catalogue, read_catalogue

__all__ = ["Catalogue", "Fault", "catalogue"]


@cache
def catalogue() -> Catalogue:
    """Everything in the catalogue's folders, read once. Raises Fault for a faulty file of ours."""
    from django.conf import settings

    own, *others = settings.CATALOGUE_FOLDERS
    return read_catalogue(own, others)
