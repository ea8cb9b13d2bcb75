"""Where we work: units, professionals, forums, the accounts people sign in with, the officer."""

from .absences import Absence, Absences
from .calendars import CalendarLink
from .codes import OneTimeCodes, RecoveryCode
from .identities import Identities, Identity
from .officers import Officer, Officers
from .passkeys import Passkey, Passkeys
from .places import (
    Account,
    Accounts,
    Forum,
    Forums,
    Membership,
    Memberships,
    Professional,
    Professionals,
    Unit,
    profession_title,
)
from .signing import LEVEL_OF, Level, Method, SignIn, SignIns

__all__ = [
    "LEVEL_OF",
    "Absence",
    "Absences",
    "Account",
    "Accounts",
    "CalendarLink",
    "Forum",
    "Forums",
    "Identities",
    "Identity",
    "Level",
    "Membership",
    "Memberships",
    "Method",
    "Officer",
    "Officers",
    "OneTimeCodes",
    "Passkey",
    "Passkeys",
    "Professional",
    "Professionals",
    "RecoveryCode",
    "SignIn",
    "SignIns",
    "Unit",
    "profession_title",
]
