"""Registering people. The only file here that writes."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.limits import limit
from tovholder.audit.trace import trace
from tovholder.organisation.models import Account, Unit
from tovholder.organisation.names import sort_key

from .models import MayKnow, Person, Protection, ProtectionEnd
from .national import NationalId

EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True)
class Pupil:
    """A child found on a school's list: enough to know that it is the right one."""

    id: uuid.UUID
    name: str
    birth_date: date | None
    group: str


def check_birth_date(birth_date: date | None) -> None:
    """Refuse a birth date that no living person has."""
    if birth_date and not EARLIEST_BIRTH <= birth_date <= timezone.localdate():
        raise ValidationError(_("The date of birth must lie between 1900 and today."))


@transaction.atomic
def register(
    *,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    by: Account | None,
    sex: str = Person.Sex.UNKNOWN,
    language: str = "da",
    national_id: NationalId | None = None,
    protected_address: bool = False,
    account: Account | None = None,
    unit: Unit | None = None,
    group: str = "",
) -> Person:
    """Register a person and, where `unit` is given, their place there.

    The row is written by the database's own function, since the one who registers a person holds
    no seat at them yet. A number known already gives the same refusal as any other fault.
    """
    check_birth_date(birth_date)
    person = Person(
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        sex=sex,
        language=language,
        account=account,
    )
    _write(person, unit, group, national_id, protected=protected_address)
    trace("people.register", by=by, about=person)
    return person


def _write(
    person: Person, unit: Unit | None, group: str, number: NationalId | None, *, protected: bool
) -> None:
    """Hand the whole row to the database's own function, with the place and the number."""
    who = [
        person.pk, person.given_name, person.family_name,
        sort_key(person.given_name, person.family_name), person.birth_date, person.sex,
        person.language, protected, person.account_id,
    ]  # fmt: skip
    place = [unit.pk if unit else None, group]
    kept = [number.kind, number.sealed(), number.keyed_hash()] if number else [None, None, None]
    row: list[Any] = [*who, *place, *kept]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT register_person(%s,%s,%s,%s,%s::date,%s,%s,%s,%s::bigint,%s::uuid,%s,"
                "%s,%s::bytea,%s::bytea)",
                row,
            )
    except IntegrityError:
        message = _("The person could not be registered. Look the details over.")
        raise ValidationError(message) from None


@transaction.atomic
def relate(
    *,
    person_id: uuid.UUID,
    relative_id: uuid.UUID,
    kind: str,
    custody: bool,
    by: Account | None,
) -> None:
    """Say who is near a person, as what, and whether with custody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relate_persons(%s::uuid,%s::uuid,%s,%s)",
            [person_id, relative_id, kind, custody],
        )
    trace("people.relate", by=by, about=f"people.person:{person_id}", detail={"kind": kind})


def add_relative(
    *,
    person_id: uuid.UUID,
    given_name: str,
    family_name: str,
    kind: str,
    custody: bool,
    by: Account,
    national_id: NationalId | None = None,
) -> None:
    """Say who is near a person, registering them where nobody knows them yet.

    Someone known already, a sibling's parent for example, is found by number and name together.
    Every look-up by number is on record and counted, the one that fails too: thirty an hour are
    the limit. Raises ValidationError in words.
    """
    if national_id is not None:
        limit("relate_known", str(by.pk), times=30, seconds=3600)
        trace("people.look_up_number", by=by, about=f"people.person:{person_id}")
    with transaction.atomic():
        if national_id and _relate_known(
            person_id, national_id, given_name, family_name, kind, custody=custody
        ):
            trace("people.relate", by=by, about=f"people.person:{person_id}", detail={"kind": kind})
            return
        relative = register(
            given_name=given_name, family_name=family_name, birth_date=None,
            national_id=national_id, by=by,
        )  # fmt: skip
        relate(person_id=person_id, relative_id=relative.pk, kind=kind, custody=custody, by=by)


def _relate_known(
    person_id: uuid.UUID,
    number: NationalId,
    given_name: str,
    family_name: str,
    kind: str,
    *,
    custody: bool,
) -> bool:
    """Whether somebody with this number and this name is known; they are related then."""
    row = [person_id, number.kind, number.keyed_hash(), given_name, family_name, kind, custody]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT relate_known(%s::uuid,%s,%s::bytea,%s,%s,%s,%s)", row)
            return bool(cursor.fetchone()[0])
    except IntegrityError:
        raise ValidationError(_("This person is among the child's relatives already.")) from None


@transaction.atomic
def link_account(*, person_id: uuid.UUID, one: Person, account: Account, by: Account) -> None:
    """Let an account be that of a person, or of `one` of their relatives, who has none yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT link_account(%s::uuid,%s::uuid,%s::bigint)", [person_id, one.pk, account.pk]
        )
        if not cursor.fetchone()[0]:
            raise ValidationError(_("%(name)s has a sign-in already.") % {"name": one.name})
    trace("people.link_account", by=by, about=one, detail={"account": account.pk})


@transaction.atomic
def find_pupils(unit: Unit, text: str, *, by: Account) -> list[Pupil]:
    """Children on the list of a unit whose forum `by` leads, whose name holds `text`.

    Every search is on record with what was searched for, at most ten are shown, and sixty
    searches in ten minutes are the limit. Others than the forum's chair find nobody.
    """
    words = text.split()
    if not words or len(text) > 100:
        raise ValidationError(_("Write at least one name to search for."))
    limit("find_pupils", str(by.pk), times=60, seconds=600)
    trace("people.find_pupils", by=by, about=unit, detail={"searched": text})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM find_pupils(%s::uuid, %s::text[])", [unit.pk, words])
        return [Pupil(*row) for row in cursor.fetchall()]


@transaction.atomic
def protect(*, person: Person, because: str, by: Account) -> Protection:
    """Keep it from every relative where somebody is, until it is said who may know.

    The reason is asked for in words, which only those at work with the person ever read.
    """
    protection = Protection.objects.create(
        person=person, source=Protection.Source.TOLD, because=_said(because), by=by
    )
    trace("people.protect", by=by, about=protection)
    return protection


@transaction.atomic
def decide_who_knows(
    *, protection: Protection, relative: Person, may: bool, because: str, by: Account
) -> MayKnow:
    """Say that one relative may, or may not, know; what was decided before stays on record."""
    decision = MayKnow.objects.create(
        protection=protection,
        person_id=protection.person_id,
        relative=relative,
        may=may,
        because=_said(because),
        by=by,
    )
    trace("people.decide_who_knows", by=by, about=decision, detail={"may": may})
    return decision


@transaction.atomic
def end_protection(*, protection: Protection, because: str, by: Account) -> ProtectionEnd:
    """Say that it need no longer be kept, and why. Raises ValidationError in words."""
    because = _said(because)
    try:
        with transaction.atomic():
            end = ProtectionEnd.objects.create(
                protection=protection, person_id=protection.person_id, because=because, by=by
            )
    except IntegrityError:
        raise ValidationError(_("Somebody has ended it meanwhile.")) from None
    trace("people.end_protection", by=by, about=protection)
    return end


def _said(because: str) -> str:
    because = because.strip()
    if not because:
        raise ValidationError(_("Say in a few words why."))
    return because
