"""What a consent opens and a withdrawal closes, said before anyone confirms."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.consent.models import Basis
from tovholder.ui.dates import day_text

from .models import Case, Seat
from .whereabouts import tells_where
from .wording import area_titles, known_order, listed, opened_titles, receivers


def effect_of_consent(names: Sequence[str], areas: Iterable[str], until: date) -> str:
    """`Mette Lund can then see the plan and the meetings, until 22 May.`"""
    return _("%(names)s can then see %(areas)s, until and including %(day)s.") % {
        "names": listed(names),
        "areas": area_titles(areas),
        "day": day_text(until),
    }


def effect_of_yes(
    name: str,
    areas: Iterable[str],
    until: date,
    *,
    role: str,
    reads: Iterable[str] = (),
    title: str = "",
) -> list[str]:
    """What one person can see by a yes, what they see already, and what they still cannot."""
    opened, already = {*areas} - {"overview"}, {*reads} - {"overview"}
    rest = {*catalogue().areas} - {"overview"} - opened - already
    told = [
        _("%(name)s can then see %(areas)s, until and including %(day)s.")
        % {
            "name": f"{name}, {title}," if title else name,
            "areas": opened_titles(opened),
            "day": day_text(until, year=True),
        }
    ]
    if already:
        told.append(
            _("%(name)s sees %(areas)s already today, for another reason.")
            % {"name": name, "areas": area_titles(already)}
        )
    if rest:
        told.append(
            _("%(name)s cannot see %(areas)s.") % {"name": name, "areas": area_titles(rest)}
        )
    if "ADMIT" not in catalogue().roles[role].rights:
        told.append(_("%(name)s cannot let others in.") % {"name": name})
    return told


def effect_of_renewal(seats: Iterable[Seat], until: date) -> list[str]:
    """What goes on, and until when, for those who see the same together."""
    same: dict[tuple[str, ...], list[str]] = {}
    for seat in seats:
        same.setdefault(tuple(known_order(seat.areas)), []).append(_name(seat))
    told = [
        _("%(names)s can go on seeing %(areas)s, until and including %(day)s.")
        % {
            "names": listed(names),
            "areas": opened_titles(areas),
            "day": day_text(until, year=True),
        }
        for areas, names in same.items()
    ]
    return [*told, _("Nobody sees more than today.")]


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


def effect_of_limit(case: Case, narrowed: Sequence[Seat], areas: Iterable[str]) -> list[str]:
    """What those who stay can no longer see, where a consent opens only these areas from now."""
    areas, kept = {*areas}, _kept(case, narrowed)
    losing: dict[tuple[str, ...], list[str]] = {}
    for seat in sorted(narrowed, key=_name):
        gone = {*seat.areas} - areas - kept.get(_holder(seat), set())
        losing.setdefault(tuple(known_order(gone)), []).append(_name(seat))
    return [_loss(listed(names), lost) for lost, names in losing.items() if lost]


def effect_of_withdrawal(case: Case, basis: Basis) -> list[str]:
    """What closes when a consent is taken back, in sentences; some open nothing to read."""
    closing = Seat.objects.standing().filter(case=case, basis=basis)
    return effect_of_ending(case, closing.select_related("account", "forum")) or [
        _("Nobody reads the case by this. %(receiver)s may be told nothing more by it.")
        % {"receiver": receivers(basis.consent.receiver, where=tells_where(case.pk))}
    ]


def _loss(names: str, lost: Sequence[str]) -> str:
    if not lost:
        return _("%(name)s keeps seeing the case for another reason.") % {"name": names}
    areas = area_titles(lost)
    return _("%(name)s can no longer see %(areas)s.") % {"name": names, "areas": areas}


def _kept(case: Case, closing: Iterable[Seat]) -> dict[object, set[str]]:
    """What each holder of other standing seats at the case sees through those."""
    others = Seat.objects.standing().around_the_child().filter(case=case)
    others = others.exclude(pk__in=[one.pk for one in closing])
    kept: dict[object, set[str]] = {}
    for seat in others:
        kept.setdefault(_holder(seat), set()).update(seat.areas)
    return kept


def _holder(seat: Seat) -> object:
    return seat.account_id, seat.forum_id


def _name(seat: Seat) -> str:
    return seat.holder.name if seat.holder else ""
