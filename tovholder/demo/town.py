"""What has been set up of the demonstration so far, by key."""

from dataclasses import dataclass, field

from tovholder.organisation.models import Account, Forum, Unit
from tovholder.people.models import Person


@dataclass
class Town:
    """Units, accounts, forums and persons, each under the name the cast gives it."""

    units: dict[str, Unit] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    forums: dict[str, Forum] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    # The legal basis of the family department's own work, by its name in the catalogue.
    work_basis: str = "authority-work"
