"""A sign-in: who came in, how surely, from which kind of device, and until when it holds."""

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .places import Account


class Level(models.TextChoices):
    """How surely somebody has shown who they are: the three words of eIDAS (art. 8) and NSIS."""

    LOW = "low", _("low")
    SUBSTANTIAL = "substantial", _("substantial")
    HIGH = "high", _("high")

    def reaches(self, other: "Level") -> bool:
        """Whether this level is at least the other."""
        order = list(Level)
        return order.index(self) >= order.index(other)


class Method(models.TextChoices):
    """In which way somebody came in."""

    PASSWORD = "password", _("password")
    CODE = "code", _("password and one-time code")
    RECOVERY = "recovery", _("password and recovery code")
    PASSKEY = "passkey", _("passkey")
    PROVIDER = "provider", _("sign-in elsewhere")
    DEMONSTRATION = "demonstration", _("one tap, in the demonstration")


# What each way is worth. What a provider is worth it says itself, sign-in by sign-in.
LEVEL_OF = {
    Method.PASSWORD: Level.LOW,
    Method.CODE: Level.SUBSTANTIAL,
    Method.RECOVERY: Level.SUBSTANTIAL,
    Method.PASSKEY: Level.SUBSTANTIAL,
    Method.PROVIDER: Level.LOW,
    Method.DEMONSTRATION: Level.LOW,
}


class SignIns(models.QuerySet["SignIn"]):
    def standing(self) -> "SignIns":
        """Those that still open something."""
        return self.filter(expire_date__gt=Now())

    def of(self, account: Account) -> "SignIns":
        """Those of one account, the latest first."""
        return self.filter(account=account.pk).order_by("-began_at", "pk")


class SignIn(AbstractBaseSession):
    """A session, and beside what it keeps: whose it is, how they came in, and when.

    The table is Django's own with columns of ours, so that what hears of an ended session
    (migration 0002) hears of it however it ends. `expire_date` is the nearer of the two limits.
    """

    id = models.UUIDField(null=True)  # the same while a session changes its key
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="sign_ins"
    )
    method = models.CharField(max_length=20, choices=Method)
    level = models.CharField(max_length=20, choices=Level)
    device = models.CharField(max_length=60, help_text="Kind of browser and machine, no more.")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = BaseSessionManager.from_queryset(SignIns)()

    class Meta:
        managed = False
        db_table = "django_session"

    def __str__(self) -> str:
        return f"{self.account_id} {self.method}"
