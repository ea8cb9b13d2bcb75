"""What the shell asks."""

from .administration import AccountForm, ForumForm, LastDayForm, MemberForm, UnitForm
from .officers import OfficerForm
from .signing import AgainForm, LanguageForm, PasswordForm, SignInForm

__all__ = [
    "AccountForm",
    "AgainForm",
    "ForumForm",
    "LanguageForm",
    "LastDayForm",
    "MemberForm",
    "OfficerForm",
    "PasswordForm",
    "SignInForm",
    "UnitForm",
]
