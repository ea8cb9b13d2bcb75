"""What a consent opens and a withdrawal closes, said before anyone confirms."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tovholder.ui.dates import day_text

from .models import Case, Seat
from .wording import area_titles, listed


def effect_of_consent(names: Sequence[str], areas: Iterable[str], until: date) -> str:
    """`Mette Lund can then see the plan and the meetings, until 22 May.`"""
    return _("%(names)s can then see %(areas)s, until and including %(day)s.") % {
        "names": listed(names),
        "areas": area_titles(areas),
        "day": day_text(until),
    }


def effect_of_ending(case: Case, closing: Iterable[Seat]) -> list[str]:
    """What closes when these standing seats close, in sentences.

    A holder with another standing seat keeps what that one covers, and it is said.
    """
    closing = list(closing)
    others = Seat.objects.standing().filter(case=case).exclude(pk__in=[s.pk for s in closing])
    kept: dict[tuple[int | None, object], set[str]] = {}
    for seat in others:
        kept.setdefault((seat.account_id, seat.forum_id), set()).update(seat.areas)
    sentences, coordinator = [], case.door.coordinator
    for seat in closing:
        name = seat.holder.name if seat.holder else ""
        stays = kept.get((seat.account_id, seat.forum_id), set())
        lost = [area for area in seat.areas if area not in stays]
        if not lost:
            sentences.append(_("%(name)s keeps seeing the case for another reason.")
                             % {"name": name})  # fmt: skip
            continue
        sentences.append(
            _("%(name)s can no longer see %(areas)s.") % {"name": name, "areas": area_titles(lost)}
        )
        if not stays and coordinator is not None and coordinator.pk == seat.account_id:
            sentences.append(
                _("%(name)s coordinates. Nobody does until someone else has said yes.")
                % {"name": name}
            )
    if not closing:
        sentences.append(_("Nobody's access rests on this any more."))
    return sentences
