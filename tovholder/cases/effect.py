"""What a consent opens and a withdrawal closes, said before anyone confirms."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tovholder.consent.models import Basis
from tovholder.ui.dates import day_text

from .models import Case, Seat
from .wording import area_titles, known_order, listed


def effect_of_consent(names: Sequence[str], areas: Iterable[str], until: date) -> str:
    """`Mette Lund can then see the plan and the meetings, until 22 May.`"""
    return _("%(names)s can then see %(areas)s, until and including %(day)s.") % {
        "names": listed(names),
        "areas": area_titles(areas),
        "day": day_text(until),
    }


def effect_of_ending(case: Case, closing: Iterable[Seat]) -> list[str]:
    """What closes when these standing seats of an opened case close, in sentences, by name.

    A holder with another standing seat keeps what that one covers, and it is said.
    """
    closing = sorted(closing, key=_name)
    kept = _kept(case, closing)
    losing: dict[tuple[str, ...], list[str]] = {}
    sentences = []
    for seat in closing:
        stays = kept.get(_holder(seat), set())
        lost = tuple(area for area in known_order(seat.areas) if area not in stays)
        losing.setdefault(lost, []).append(_name(seat))
        if not stays and seat.account and seat.account == case.door.coordinator:
            sentences.append(
                _("%(name)s coordinates. Nobody does until someone else has said yes.")
                % {"name": seat.account.name}
            )
    told = [_loss(listed(names), lost) for lost, names in losing.items()]
    return [*told, *sentences]


def effect_of_withdrawal(case: Case, basis: Basis) -> list[str]:
    """What closes when a consent is taken back, in sentences; some open nothing to read."""
    closing = Seat.objects.standing().filter(case=case, basis=basis)
    return effect_of_ending(case, closing.select_related("account", "forum")) or [
        _("Nobody reads the case by this. %(receiver)s may be told nothing more by it.")
        % {"receiver": basis.consent.receiver}
    ]


def _loss(names: str, lost: Sequence[str]) -> str:
    if not lost:
        return _("%(name)s keeps seeing the case for another reason.") % {"name": names}
    areas = area_titles(lost)
    return _("%(name)s can no longer see %(areas)s.") % {"name": names, "areas": areas}


def _kept(case: Case, closing: Iterable[Seat]) -> dict[object, set[str]]:
    """What each holder of other standing seats at the case sees through those."""
    others = Seat.objects.standing().filter(case=case).exclude(pk__in=[one.pk for one in closing])
    kept: dict[object, set[str]] = {}
    for seat in others:
        kept.setdefault(_holder(seat), set()).update(seat.areas)
    return kept


def _holder(seat: Seat) -> object:
    return seat.account_id, seat.forum_id


def _name(seat: Seat) -> str:
    return seat.holder.name if seat.holder else ""
