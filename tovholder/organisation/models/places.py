"""Where we work: units, professionals, forums, and the accounts people sign in with."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.catalogue.things import Forum as KindOfForum

from ..names import initials, sort_key


class Accounts(BaseUserManager["Account"]):
    """Accounts by their sign-in name, as Django's sign-in asks for them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """One who signs in: a professional, a parent, a child.

    An account is a key ring, not a right: what it opens is decided by seats alone.
    """

    LANGUAGES = [("da", "Dansk"), ("nb", "Norsk bokmål"), ("en", "English")]

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=220, editable=False, db_index=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="da")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(
        default=False, help_text="Keeps units and accounts in order. Sees no case."
    )

    # Set while the password is one that somebody else made: it serves to choose one's own.
    first_password_until = models.DateTimeField(null=True, blank=True)
    first_password_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    USERNAME_FIELD = "username"
    objects = Accounts()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        return initials(self.name)

    def check_password(self, raw_password: str | None) -> bool:
        """A first password is none any more once its time has run out."""
        until = self.first_password_until
        in_time = until is None or until > timezone.now()
        return super().check_password(raw_password) and in_time

    @property
    def has_first_password(self) -> bool:
        """Whether its holder has not chosen a password of their own yet."""
        return self.first_password_until is not None

    @property
    def is_professional(self) -> bool:
        """Whether this account belongs to someone at work (asked once, then remembered)."""
        professional = getattr(self, "professional", None)
        return professional is not None and not professional.has_left


class Unit(models.Model):
    """A place people work: a school, a health service, a family department."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2, default="dk")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Professionals(models.QuerySet["Professional"]):
    def current(self) -> "Professionals":
        """Those who work here today."""
        return self.filter(works_from__lte=Now()).filter(
            Q(works_to__isnull=True) | Q(works_to__gt=Now())
        )

    def gone(self) -> "Professionals":
        """Those who have left: the day after their last."""
        return self.filter(works_to__lte=Now())

    def named(self) -> "Professionals":
        """With account and unit, in the order of names."""
        return self.select_related("account", "unit").order_by("account__sort_key")


class Professional(models.Model):
    """A person at work: who, where, in which profession, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="professional")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="professionals")
    profession = models.CharField(max_length=60, help_text="A profession of the catalogue.")
    is_leader = models.BooleanField(default=False)
    works_from = models.DateTimeField(db_default=Now())
    works_to = models.DateTimeField(null=True, blank=True)

    objects = Professionals.as_manager()

    def __str__(self) -> str:
        return f"{self.account.name}, {self.title}"

    @property
    def has_left(self) -> bool:
        return self.works_to is not None and self.works_to <= timezone.now()

    @property
    def title(self) -> str:
        """The profession in the reader's language."""
        return profession_title(self.profession)


class Forums(models.QuerySet["Forum"]):
    def of(self, account: Account) -> "Forums":
        """Those an account sits in now."""
        sitting = Membership.objects.current().filter(forum=OuterRef("pk"), account=account.pk)
        return self.filter(Exists(sitting))

    def teams(self) -> "Forums":
        """Those that meet; the others are questions put to a panel, each a part of it (S-45)."""
        return self.filter(part_of__isnull=True)

    def holding_cases(self) -> "Forums":
        """Those that may take up a child's case."""
        return self.filter(holds_cases=True)


class Forum(models.Model):
    """A team that meets with a mandate: a school's triage, a network (S-54).

    What a forum is by its kind never changes while it stands: whether it may take up a child's
    case, whether notifications come to it, whether it is closed to newcomers once it has met, and
    of which forum it is a part.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=60, help_text="A forum of the catalogue.")
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forums")
    weekday = models.PositiveSmallIntegerField(
        default=1, help_text="0 is Monday. The fixed day the forum meets."
    )
    holds_cases = models.BooleanField(
        default=True, help_text="Without it nothing about anybody is kept there."
    )
    receives_notifications = models.BooleanField(
        default=False, help_text="Those who sit there read what is notified to it."
    )
    closed = models.BooleanField(
        default=False, help_text="Takes no new member once it has met, and no substitute."
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )

    objects = Forums.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="organisation_forum_is_no_part_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(receives_notifications=False) | Q(holds_cases=False),
                name="organisation_forum_reception_takes_up_no_case",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """What kind of forum it is, in the reader's language."""
        found = self.described
        return found.words().title if found else self.kind

    @property
    def described(self) -> KindOfForum | None:
        """Its kind as the catalogue describes it; None where the file is no longer there."""
        return catalogue().fora.get(self.kind)


class Memberships(models.QuerySet["Membership"]):
    def current(self) -> "Memberships":
        """Those that hold now."""
        return self.filter(starts__lte=Now()).filter(Q(ends__isnull=True) | Q(ends__gt=Now()))

    def where_cases_are_held(self) -> "Memberships":
        """Those of forums that may take up a child's case."""
        return self.filter(forum__holds_cases=True)

    def where_notifications_come(self) -> "Memberships":
        """Those of receptions (S-25)."""
        return self.filter(forum__receives_notifications=True)

    def in_questions(self) -> "Memberships":
        """Those of questions put to a panel: of whoever asked, and of those who were asked."""
        return self.filter(forum__part_of__isnull=False)

    def in_turn(self) -> "Memberships":
        """With account and profession, in the order in which members host (S-58)."""
        named = self.select_related("account__professional__unit")
        return named.order_by("turn", "account__sort_key", "pk")


class Membership(models.Model):
    """Who sits in a forum, from when to when, and who leads it.

    One with an end is a guest's, or a substitute's who holds the place of `stands_in_for` (S-55).
    `turn` is the place in the order in which members host.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    chair = models.BooleanField(default=False)
    leads_since = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveSmallIntegerField(default=0)
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "account"],
                condition=Q(ends__isnull=True),
                name="organisation_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="organisation_membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(leads_since__isnull=True) | Q(chair=True),
                name="organisation_membership_leads_since_is_a_leaders",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(ends__isnull=False),
                name="organisation_membership_substitute_has_an_end",
            ),
        ]


def profession_title(profession: str) -> str:
    """A profession's name in the reader's language; what we do not know is shown as it stands."""
    found = catalogue().professions.get(profession)
    return found.words().title if found else profession
