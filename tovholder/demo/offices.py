"""Who is given an office."""

from tovholder.audit.context import acting
from tovholder.organisation import actions as organisation

from . import cast
from .town import Town


def make_officer(town: Town, name: str, called: str) -> None:
    """Let the two who keep the accounts make somebody data-protection officer."""
    town.accounts[name] = organisation.add_account(username=name, name=called)
    proposes, confirms = (town.accounts[one] for one, _called in cast.ADMINISTRATORS)
    with acting(proposes):
        officer = organisation.propose_officer(account=town.accounts[name], by=proposes)
    with acting(confirms):
        organisation.confirm_officer(officer=officer, by=confirms)
