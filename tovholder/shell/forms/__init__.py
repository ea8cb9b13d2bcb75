"""What the shell asks."""

from .administration import (
    AccountForm,
    ForumForm,
    LastDayForm,
    LostForm,
    MemberForm,
    UnitForm,
)
from .officers import OfficerForm
from .signing import (
    AgainForm,
    BeginCodesForm,
    CodeAgainForm,
    CodeForm,
    LanguageForm,
    NewPasskeyForm,
    PasskeyForm,
    PasswordForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "AgainForm",
    "BeginCodesForm",
    "CodeAgainForm",
    "CodeForm",
    "ForumForm",
    "LanguageForm",
    "LastDayForm",
    "LostForm",
    "MemberForm",
    "NewPasskeyForm",
    "OfficerForm",
    "PasskeyForm",
    "PasswordForm",
    "SignInForm",
    "UnitForm",
]
