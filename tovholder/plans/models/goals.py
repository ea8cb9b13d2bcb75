"""Goals in everyday words, the signs that show them, and what people saw (S-31)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tovholder.cases.covering import author_of, in_whose_place
from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT_LENGTH = 300
NOTE_LENGTH = 1000
WATCHERS_LENGTH = 160


class Seen(models.TextChoices):
    """What somebody saw of a sign on one day."""

    SEEN = "seen", _("Seen")
    PARTLY = "partly", _("Partly")
    NOT_SEEN = "not_seen", _("Not seen")


class Goals(CaseRows):
    def current(self) -> Self:
        """The goals people work towards now, in the order of the plan."""
        return self.filter(end=None).order_by("position", "set_at", "pk")

    def standing_at(self, moment: datetime) -> Self:
        """The goals people worked towards at a moment, in the order of the plan."""
        stood = models.Q(end=None) | models.Q(end__at__gt=moment)
        return self.filter(stood, set_at__lte=moment).order_by("position", "set_at", "pk")

    def ended(self) -> Self:
        """Goals reached or let go, the latest first."""
        return self.exclude(end=None).select_related("end", "end__by").order_by("-end__at", "pk")

    def with_signs(self, *, at: datetime | None = None) -> Self:
        """Each goal with its signs (`goal.watched`) and what was seen: two queries for any number.

        Every sign carries `sign.seen_over_time`, oldest first. `at`: as it was at a moment.
        """
        observations = Observation.objects.in_order().with_names()
        signs = Sign.objects.watched()
        if at is not None:
            signs, observations = Sign.objects.watched_at(at), observations.filter(at__lte=at)
        signs = signs.prefetch_related(
            models.Prefetch("observations", queryset=observations, to_attr="seen_over_time")
        )
        return self.prefetch_related(models.Prefetch("signs", queryset=signs, to_attr="watched"))


class Goal(CaseRow):
    """Where the child and the people around want to be, in words the child would use.

    `need` is the unmet need behind it (S-26, step three). Text and need carry a version.
    """

    AREA = "plan"

    text = models.CharField(max_length=TEXT_LENGTH)
    need = models.CharField(max_length=TEXT_LENGTH, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    objects = Goals.as_manager()

    watched: Sequence[Sign]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="plans_goal_has_text"),
        ]
        indexes = [models.Index(fields=["case", "position"], name="plans_goal_order")]

    def __str__(self) -> str:
        return self.text


class GoalEnd(CaseRow):
    """A goal was reached, or people chose to let it go, and why."""

    AREA = "plan"

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        LET_GO = "let_go", _("Let go")

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.CharField(max_length=NOTE_LENGTH, blank=True, default="")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="reached")
                | (models.Q(outcome="let_go") & ~models.Q(words="")),
                name="plans_goal_let_go_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.outcome}"


class Signs(CaseRows):
    def watched(self) -> Self:
        """Signs people still look for, in the order they were agreed."""
        return self.filter(end=None).order_by("position", "set_at", "pk")

    def watched_at(self, moment: datetime) -> Self:
        """Signs people looked for at a moment, in the order they were agreed."""
        watched = models.Q(end=None) | models.Q(end__at__gt=moment)
        return self.filter(watched, set_at__lte=moment).order_by("position", "set_at", "pk")

    def to_look_for(self, account: Account, since: date) -> Self:
        """Signs of goals people still work towards that this account has not looked for since."""
        looked = Observation.objects.filter(
            sign=models.OuterRef("pk"), by=account.pk, on__gte=since
        )
        return self.filter(~models.Exists(looked), end=None, goal__end=None)


class Sign(CaseRow):
    """What we will see when the goal is near, and who is there to see it (S-31)."""

    AREA = "plan"

    class About(models.TextChoices):
        CHILD = "child", _("The child")
        SURROUNDINGS = "surroundings", _("The people around the child")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="signs")
    text = models.CharField(max_length=TEXT_LENGTH)
    watchers = models.CharField(max_length=WATCHERS_LENGTH, blank=True, default="")
    about = models.CharField(max_length=12, choices=About)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    objects = Signs.as_manager()

    seen_over_time: Sequence[Observation]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="plans_sign_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


class SignEnd(CaseRow):
    """People stopped looking for a sign, and why; what was seen stays."""

    AREA = "plan"

    sign = models.OneToOneField(Sign, models.PROTECT, related_name="end")
    words = models.CharField(max_length=NOTE_LENGTH)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="plans_sign_end_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.sign_id}: {self.words}"


class Observations(CaseRows):
    def in_order(self) -> Self:
        """By the day something was seen, then by when it was written."""
        return self.order_by("on", "at", "pk")

    def with_names(self) -> Self:
        """With the name of who saw it and for whom, and nothing else of their account."""
        named = self.select_related("by").annotate(in_place_of=in_whose_place())
        return named.only("sign_id", "sign_version", "seen", "note", "on", "at", "by__name")


class Observation(CaseRow):
    """What one person saw of one sign on one day. Append-only.

    Whoever tapped wrong taps again: the last word of a person about a day counts
    (`effect.counting`), the first stays readable. `sign_version` keeps which wording of the
    sign was looked for.
    """

    AREA = "plan"

    sign = models.ForeignKey(Sign, models.PROTECT, related_name="observations")
    sign_version = models.PositiveIntegerField()
    seen = models.CharField(max_length=8, choices=Seen)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True, default="")
    on = models.DateField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Observations.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sign", "on", "at"], name="plans_observation_order")]

    def __str__(self) -> str:
        return f"{self.on}: {self.seen}"

    @property
    def author(self) -> str:
        """Who saw it, and for whom."""
        return author_of(self)
