"""A colour leads to people and never to a list: nothing finds, counts, sorts or sends on children
by it (S-22)."""

import ast

from django.db import models

from tests.guards.ground import HOUSE, python_files, templates
from tovholder.concerns.models import Grading, GradingEnd

AT_HOME = {
    "concerns/models/__init__.py",
    "concerns/models/gradings.py",
    "concerns/actions/grading.py",
    "concerns/grading.py",
    "concerns/forms/gradings.py",
    "concerns/views/gradings.py",
}
FINDING = {
    "aggregate", "alias", "annotate", "distinct", "exclude", "filter", "get", "order_by", "values",
    "values_list",
}  # fmt: skip
# What a question to the database may name; the rest it only writes or shows.
ASKED_BY = {"case", "ends_on__gte", "end__isnull", "pk", "-at"}


def test_only_its_own_files_know_it() -> None:
    knowing = {
        str(path.relative_to(HOUSE))
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Name) and node.id in ("Grading", "GradingEnd"))
        or (isinstance(node, ast.alias) and node.name in ("Grading", "GradingEnd"))
        or (isinstance(node, ast.Constant) and "concerns_grading" in str(node.value))
    }
    assert knowing <= AT_HOME


def test_no_question_names_the_colour() -> None:
    for name in AT_HOME:
        for node in ast.walk(ast.parse((HOUSE / name).read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in FINDING or getattr(node.func.value, "id", "") == "cleaned":
                continue
            if node.func.attr == "get" and not node.keywords:
                continue  # a dictionary's
            asked = {word.arg for word in node.keywords} | {
                str(one.value) for one in node.args if isinstance(one, ast.Constant)
            }
            assert asked <= ASKED_BY, f"{name}:{node.lineno}"


def test_no_index_and_no_constraint_makes_it_quick_to_find() -> None:
    colour = Grading._meta.get_field("colour")
    assert not colour.db_index
    assert not Grading._meta.indexes
    named = [
        field
        for constraint in Grading._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for field in constraint.fields
    ]
    assert "colour" not in named
    assert not [field for field in GradingEnd._meta.get_fields() if field.name == "colour"]


def test_one_page_alone_shows_it() -> None:
    showing = [path.name for path in templates() if "grading" in path.read_text()]
    assert showing == ["worry.html"]
