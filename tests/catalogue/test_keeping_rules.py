"""How long something is kept: a lawyer reads it, a machine reckons with it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tovholder.catalogue import catalogue
from tovholder.catalogue.faults import Fault
from tovholder.catalogue.keeping import Kept, read_kept
from tovholder.catalogue.reading import read_retention
from tovholder.oversight.keeping.rules import COUNTED_FROM, kept_by_rule, reckoned_by
from tovholder.oversight.papers.ways import kinds

HERE = Path("retention.toml")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("always", Kept()),
        ("until the codes end", Kept(until="the codes end")),
        ("1 day", Kept(1, "day")),
        ("10 years", Kept(10, "year")),
        ("5 years after the case closes", Kept(5, "year", "the case closes")),
    ],
)
def test_what_is_said_is_reckoned_with(words: str, kept: Kept) -> None:
    assert read_kept(HERE, "x", words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "", "for ever", "1 years", "5 year", "05 years", "0 days", "five years",
        "5 years after the case is closed", "5 years after ", "until something", "5 years.",
        "5 years  after the answer", "Always",
    ],
)  # fmt: skip
def test_what_nobody_can_reckon_with_is_refused_with_its_place(words: str) -> None:
    with pytest.raises(Fault) as refused:
        read_kept(HERE, "cases.Case.keep", words)
    assert refused.value.place == "cases.Case.keep"


@pytest.mark.parametrize(
    "told",
    [
        'keep = "5 yrs"',
        'keep = "5 years"\ncolumns = { id = "long" }',
        'keep = "5 years"\nprofessions = { teacher = "10 years after all" }',
        'keep = "5 years"\nprofessions = { teacher = 10 }',
    ],
)
def test_a_file_with_such_a_rule_is_refused(tmp_path: Path, told: str) -> None:
    file = tmp_path / "retention.toml"
    file.write_text(f'["cases.Case"]\nwhy = "So"\n{told}\n', encoding="utf-8")
    with pytest.raises(Fault):
        read_retention(file)


def test_every_profession_that_keeps_longer_is_one() -> None:
    named = {name for rule in catalogue().retention.values() for name in rule.kept_of}
    assert named
    assert named <= set(catalogue().professions)


@pytest.mark.parametrize("model", kinds(), ids=lambda model: model._meta.label)
def test_every_table_about_a_person_has_a_rule_the_machine_reckons_with(
    model: type[Model],
) -> None:
    """Each ends with the case, with the last one, or with something the database looks up."""
    rule = catalogue().retention[model._meta.label]
    assert rule.kept.period
    with_the_case = {"the case closes", "the last case closes"}
    if rule.kept.after in with_the_case:
        longest = catalogue().retention["cases.Case"].kept
        assert (rule.kept.number, rule.kept.unit) == (longest.number, longest.unit)
    else:
        by = reckoned_by(model._meta.label, rule.kept)
        assert by in COUNTED_FROM
        period = catalogue().retention[by].kept
        assert (rule.kept.number, rule.kept.unit) == (period.number, period.unit)


def test_what_the_database_counts_from_is_what_the_catalogue_says() -> None:
    rules = {kind: after for kind, _period, after in kept_by_rule(catalogue())}
    assert {kind: rules.get(kind) for kind in COUNTED_FROM} == COUNTED_FROM
    for kind in COUNTED_FROM:
        assert apps.get_model(kind)
