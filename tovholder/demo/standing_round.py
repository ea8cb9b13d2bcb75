"""Who stands round Lars, and how worried one is about him (S-22, S-40)."""

from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Actor
from tovholder.concerns import actions as concerns

from .story import the_case
from .town import Town

# Sign-in name, part of life, how strong, how well they talk, and why.
WITH_ACCESS = (
    ("mother", "family", "strong", 3, "De har det godt sammen om aftenen."),
    ("teacher", "school", "strong", 2, ""),
    ("pedagogue", "school", "weak", 1, "Kender mest Lars fra frikvartererne."),
    ("psychologist", "services", "weak", 1, ""),
    ("health-visitor", "health", "weak", 1, "Har ikke talt med Lars siden 3. klasse."),
)
BY_NAME = (
    ("Farmor Inge", "farmor", "family", "strong", 2, "Lars sover der hver anden fredag."),
    ("En dreng fra klassen", "klassekammerat", "leisure", "weak", 2, ""),
    ("Tegneskolen", "fritidstilbud", "leisure", "none", 0, "Lars vil gerne begynde."),
)


def the_map_is_drawn(town: Town) -> None:
    """At the first plan: many are with Lars, and few of them talk together."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        case = the_case(town)
        placed = {}
        for name, sector, strength, quality, words in WITH_ACCESS:
            account = town.accounts[name]
            placed[name] = cases.place_actor(
                case=case, name=account.name, role="", sector=sector, strength=strength,
                quality=quality, words=words, account_id=account.pk, by=worker,
            )  # fmt: skip
        for name, role, sector, strength, quality, words in BY_NAME:
            cases.place_actor(
                case=case, name=name, role=role, sector=sector, strength=strength,
                quality=quality, words=words, by=worker,
            )  # fmt: skip
        cases.tell_bond(
            actor=placed["teacher"], other=placed["pedagogue"], strength="strong", quality=3,
            by=worker,
        )  # fmt: skip
        cases.tell_bond(
            actor=placed["teacher"], other=placed["health-visitor"], strength="none", quality=0,
            words="De har aldrig mødt hinanden.", by=worker,
        )  # fmt: skip


def the_map_is_drawn_again(town: Town) -> None:
    """Half a year on: the pedagogue is close, the drawing school has begun, two have met."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        standing = {one.name: one for one in Actor.objects.of(the_case(town))}
        pedagogue = standing[town.accounts["pedagogue"].name]
        cases.tell_bond(actor=pedagogue, strength="strong", quality=3, by=worker)
        cases.tell_bond(
            actor=standing["Tegneskolen"], strength="strong", quality=1,
            words="Går der hver onsdag.", by=worker,
        )  # fmt: skip
        cases.tell_bond(
            actor=standing[town.accounts["teacher"].name],
            other=standing[town.accounts["health-visitor"].name], strength="weak", quality=2,
            by=worker,
        )  # fmt: skip


def somebody_to_trust(town: Town, name: str, chosen_by: str) -> None:
    """Whom Lars trusts, told by his mother; who it was before stays to be read (S-39)."""
    mother = town.accounts["mother"]
    with acting(mother):
        cases.trust(
            case=the_case(town), account=town.accounts[name], chosen_by=chosen_by,
            since=timezone.localdate(), by=mother,
        )  # fmt: skip


def how_worried_just_now(town: Town) -> None:
    """A colour with a reason, a last day and a mother who knows."""
    worker, today = town.accounts["social-worker"], timezone.localdate()
    with acting(worker):
        concerns.grade(
            case=the_case(town), ruler="wellbeing@1", colour="yellow", by=worker,
            reason="Lars leger med de andre tre dage om ugen. Mandag er stadig svær: væk to "
            "mandage denne måned.",
            ends_on=today + timedelta(days=60), told_on=today,
            told_how="Mor har set det samme og vil gerne prøve at følge ham om mandagen.",
        )  # fmt: skip
