"""Sign-in at providers outside the house: municipal and national ones (OpenID Connect, SAML)."""

from collections.abc import Mapping

from . import openid, saml
from .fetching import Unreachable
from .providers import Provider, ProviderFault, provider_called, providers, read_providers
from .shown import Came, NotShown, SaidNo

__all__ = [
    "Came",
    "NotShown",
    "Provider",
    "ProviderFault",
    "SaidNo",
    "Unreachable",
    "goodbye_at",
    "provider_called",
    "providers",
    "read_providers",
    "saml",
    "way_to",
    "who_came",
]


def way_to(provider: Provider, *, state: str, back: str, anew: bool) -> str:
    """The address at the provider where somebody shows who they are. Raises Unreachable."""
    way = saml.way_to if provider.saml else openid.way_to
    return way(provider, state=state, back=back, anew=anew)


def who_came(
    provider: Provider, told: Mapping[str, str], *, state: str, back: str, anew_since: float | None
) -> Came:
    """Who has come back from the provider with this answer; `told` is what stood in the address.

    Raises NotShown where anything of it is not true, Unreachable where the provider is not there.
    """
    if provider.saml:
        return saml.who_came(provider, told, state=state, anew_since=anew_since)
    return openid.who_came(provider, told, state=state, back=back, anew_since=anew_since)


def goodbye_at(provider: Provider, back: str) -> str | None:
    """Where somebody signs out at the provider too; None where it offers no such place."""
    return None if provider.saml else openid.goodbye_at(provider, back)
