"""What the shell asks."""

from .administration import AccountForm, ForumForm, LastDayForm, MemberForm, UnitForm
from .signing import LanguageForm, PasswordForm, SignInForm

__all__ = [
    "AccountForm",
    "ForumForm",
    "LanguageForm",
    "LastDayForm",
    "MemberForm",
    "PasswordForm",
    "SignInForm",
    "UnitForm",
]
