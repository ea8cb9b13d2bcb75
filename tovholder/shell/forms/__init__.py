"""What the shell asks."""

from .administration import AccountForm, ForumForm, MemberForm, UnitForm
from .signing import LanguageForm, PasswordForm, SignInForm

__all__ = [
    "AccountForm",
    "ForumForm",
    "LanguageForm",
    "MemberForm",
    "PasswordForm",
    "SignInForm",
    "UnitForm",
]
