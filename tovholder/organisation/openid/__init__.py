"""Sign-in at providers outside the house: municipal and national ones (OpenID Connect)."""

from .fetching import Unreachable
from .protocol import Came, NotShown, goodbye_at, way_to, who_came
from .providers import Provider, ProviderFault, provider_called, providers, read_providers

__all__ = [
    "Came",
    "NotShown",
    "Provider",
    "ProviderFault",
    "Unreachable",
    "goodbye_at",
    "provider_called",
    "providers",
    "read_providers",
    "way_to",
    "who_came",
]
