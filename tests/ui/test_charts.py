"""Every chart: well-formed, small, in step with its table, and with words that do not meet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.ui import specimens
from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.middle_line import MOST, Middle, middle_line
from tovholder.ui.charts.network import Link, Tie, network
from tovholder.ui.charts.radar import Series, radar
from tovholder.ui.charts.ruler import colour_of, ruler
from tovholder.ui.charts.scale_line import Stand, scale_line
from tovholder.ui.charts.sign_line import sign_line
from tovholder.ui.charts.svg import NARROWEST
from tovholder.ui.charts.timeline import Event, timeline
from tovholder.ui.charts.wheel import Slice, wheel
from tovholder.ui.charts.wordcloud import wordcloud
from tovholder.ui.charts.yearwheel import Activity, yearwheel

DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31))
NEAR = st.dates(date(2026, 1, 1), date(2026, 12, 31))
WORDS = st.text(max_size=60)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyzæøå ", min_size=1, max_size=34)


@dataclass(frozen=True)
class Observation:
    seen: str
    on: date


OBSERVATIONS = st.lists(
    st.builds(Observation, st.sampled_from(["seen", "partly", "not_seen"]), DAY), max_size=40
)


def checked(drawing: Drawing, most: int) -> ET.Element:
    """The picture as XML: it parses, is small, and has a name, words, and nothing forbidden."""
    assert len(drawing.encode()) <= most, f"{len(drawing.encode())} bytes"
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    assert root.get("role") == "img"
    assert root[0].tag == "title"
    assert root[1].tag == "desc"
    for element in root.iter():
        forbidden = {"style", "fill", "stroke", "onclick", "href"} & set(element.attrib)
        assert not forbidden, f"{element.tag} has {forbidden}"
    assert drawing.sentence
    assert all(len(row) == len(drawing.head) for row in drawing.rows)
    return root


@given(WORDS, OBSERVATIONS)
def test_sign_line(title: str, observations: list[Observation]) -> None:
    drawing = sign_line(title, observations)
    root = checked(drawing, 1500 + 320 * len(observations))
    assert len(drawing.rows) == len(observations)
    places = [float(one.get("x", "0").rstrip("%")) for one in root.iter("svg")][1:]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


@given(st.lists(st.builds(Observation, st.just("seen"), NEAR), min_size=2, max_size=12))
def test_the_days_under_a_sign_line_do_not_meet(observations: list[Observation]) -> None:
    root = checked(sign_line("Sign", observations), 6000)
    days = [one for one in root.iter("text") if one.get("class") == "quiet middle"]
    edges = sorted(
        (middle - half, middle + half)
        for one in days
        for middle in [float(one.get("x", "0").rstrip("%")) / 100 * NARROWEST]
        for half in [letters.width(one.text or "", 12) / 2]
    )
    assert days
    assert all(one[1] < other[0] for one, other in pairwise(edges))


@given(
    WORDS,
    st.lists(
        st.builds(
            lambda lane, label, starts, days: Event(
                lane, label, starts, starts + timedelta(days) if days else None
            ),
            st.sampled_from(["Møder", "Indsatser", "<Hændelser>"]),
            WORDS,
            NEAR,
            st.one_of(st.none(), st.integers(1, 200)),
        ),
        max_size=15,
    ),
)
def test_timeline(title: str, events: list[Event]) -> None:
    drawing = timeline(title, events, today=date(2026, 11, 20))
    checked(drawing, 4200 + 700 * len(events))
    assert len(drawing.rows) == len(events)


@given(st.integers(0, 10), st.sampled_from(["", "green", "yellow", "red"]))
def test_ruler(value: int, colour: str) -> None:
    drawing = ruler("Bekymring", value=value, colour=colour)
    root = checked(drawing, 2600)
    pointers = [one for one in root.iter("svg") if one.get("class") == "spot"]
    assert len(pointers) == (1 if value or colour else 0)


def test_a_ruler_knows_its_colours() -> None:
    assert [colour_of(value) for value in range(1, 11)] == (
        ["green"] * 3 + ["yellow"] * 4 + ["red"] * 3
    )
    with pytest.raises(ValueError, match="not on a ruler"):
        ruler("Worry", value=11)
    with pytest.raises(ValueError, match="Known: green, yellow, red"):
        ruler("Worry", colour="blue")


@given(
    st.lists(WORDS, min_size=3, max_size=12).flatmap(
        lambda axes: st.tuples(
            st.just(axes),
            st.lists(
                st.builds(
                    Series,
                    WORDS,
                    st.lists(
                        st.one_of(st.none(), st.floats(0, 5)),
                        min_size=len(axes),
                        max_size=len(axes),
                    ),
                ),
                max_size=3,
            ),
        )
    )
)
def test_radar(asked: tuple[list[str], list[Series]]) -> None:
    axes, series = asked
    drawing = radar("Samarbejdet", axes, series)
    checked(drawing, 12000)
    assert len(drawing.rows) == len(axes)


def test_a_radar_refuses_what_it_cannot_draw() -> None:
    with pytest.raises(ValueError, match="three axes"):
        radar("Web", ["a", "b"], [])
    with pytest.raises(ValueError, match="has 2 values for 3 axes"):
        radar("Web", ["a", "b", "c"], [Series("one", [1, 2])])


@given(st.lists(PLAIN, min_size=3, max_size=10, unique=True))
def test_the_words_round_a_radar_do_not_meet(axes: list[str]) -> None:
    root = checked(radar("Samarbejdet", axes, []), 12000)
    apart([one for one in root.iter("text") if "small" not in (one.get("class") or "")], 14)


@given(WORDS, st.lists(st.builds(Stand, PLAIN, st.integers(0, 10)), max_size=12))
def test_scale_line(title: str, stands: list[Stand]) -> None:
    drawing = scale_line(title, stands)
    root = checked(drawing, 2000 + 260 * len(stands))
    assert len(drawing.rows) == len(stands)
    marks = [(one.get("x"), one.get("y")) for one in root.iter("svg")][1:]
    assert len(set(marks)) == len(stands)  # nobody hides another
    assert all(float(y or 0) > 0 for _x, y in marks)


def test_a_scale_refuses_what_is_not_on_it() -> None:
    with pytest.raises(ValueError, match="not on a scale"):
        scale_line("Tryghed", [Stand("Sofie", 11)])


def middles(on: date, three: tuple[int, int, int], count: int) -> Middle:
    low, middle, high = sorted(three)
    return Middle(on, middle, low, high, count)


MIDDLES = st.lists(
    st.builds(middles, DAY, st.tuples(*[st.integers(0, 10)] * 3), st.integers(3, 40)), max_size=40
)


@given(WORDS, MIDDLES)
def test_middle_line(title: str, times: list[Middle]) -> None:
    drawing = middle_line(title, times)
    root = checked(drawing, 8000)
    assert len(drawing.rows) == len(times)
    days = [one for one in root.iter("text") if one.get("y") == "136"]
    edges = sorted(
        (middle - half, middle + half)
        for one in days
        for middle in [float(one.get("x", "0").rstrip("%")) / 100 * NARROWEST]
        for half in [letters.width(one.text or "", 12) / 2]
    )
    assert all(one[1] < other[0] for one, other in pairwise(edges))
    marks = list(root.iter("svg"))[1:]
    assert len({one.get("x") for one in marks}) == len(marks) == min(len(times), MOST)


def test_a_middle_refuses_what_is_not_in_order() -> None:
    with pytest.raises(ValueError, match="not on a scale"):
        middle_line("Tryghed", [Middle(date(2026, 1, 1), 5, 6, 9, 3)])


@given(st.lists(st.builds(Slice, PLAIN, st.integers(0, 4)), min_size=2, max_size=10))
def test_wheel(slices: list[Slice]) -> None:
    drawing = wheel("Trivsel", slices)
    root = checked(drawing, 6000)
    apart([one for one in root.iter("text") if one.get("class") != "middle strong"], 14)
    assert len(drawing.rows) == len(slices)


def apart(words: Sequence[ET.Element], size: float) -> None:
    """No two texts of a round drawing cover each other."""
    for one, other in combinations([box(element, size) for element in words], 2):
        meet = one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        assert not meet, f"{one} meets {other}"


def box(element: ET.Element, size: float) -> tuple[float, float, float, float]:
    wide = letters.width(element.text or "", size)
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    words = (element.get("class") or "").split()
    left = x - wide / 2 if "middle" in words else x - wide if "end" in words else x
    return left, y - size * 0.75, left + wide, y + size * 0.2


TIES = st.lists(
    st.builds(
        Tie,
        PLAIN,
        PLAIN,
        st.sampled_from(["Familie", "Skole", "Kommune", "Venner"]),
        st.integers(1, 3),
        st.sampled_from(["strong", "ordinary", "thin"]),
    ),
    max_size=14,
)


@given(WORDS, TIES)
def test_network(title: str, ties: list[Tie]) -> None:
    drawing = network(title, "Emma", ties)
    checked(drawing, 2500 + 700 * len(ties))
    assert len(drawing.rows) == len(ties)


@given(st.lists(st.builds(Activity, st.sampled_from("ABC"), WORDS, NEAR, NEAR), max_size=12))
def test_yearwheel(activities: list[Activity]) -> None:
    drawing = yearwheel("Årshjul", activities, year=2026, today=date(2026, 11, 20))
    checked(drawing, 6500 + 500 * len(activities))
    assert len(drawing.rows) == len(activities)


@given(st.dictionaries(PLAIN, st.integers(1, 60), max_size=30))
def test_wordcloud(counts: dict[str, int]) -> None:
    drawing = wordcloud("Ord", counts)
    root = checked(drawing, 1500 + 200 * len(counts))
    placed = [(one, float(one.get("font-size", "0"))) for one in root.iter("text")]
    boxes = [box(element, size) for element, size in placed]
    for one, other in combinations(boxes, 2):
        meet = one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        assert not meet
    assert len(drawing.rows) == len(counts)


def test_the_most_said_word_is_always_drawn() -> None:
    drawing = wordcloud("Ord", {"samarbejde på tværs af alle grænser": 60, "tid": 1})
    assert "samarbejde" in drawing
    assert wordcloud("Ord", {"b": 2, "a": 2}) == wordcloud("Ord", {"a": 2, "b": 2})


@pytest.mark.parametrize(
    "drawing", [drawing for _title, drawing in specimens.charts()], ids=lambda one: one[-40:]
)
def test_words_are_escaped_and_the_specimens_are_small(drawing: Drawing) -> None:
    checked(drawing, 7000)


def test_hostile_words_stay_words() -> None:
    hostile = '</title><script>alert("1")</script>&\x00\x1f\ud800'
    for drawing in (
        sign_line(hostile, []),
        middle_line(hostile, []),
        timeline(hostile, [Event(hostile, hostile, date(2026, 1, 1))]),
        radar(hostile, [hostile] * 3, [Series(hostile, [1, 2, 3])]),
        network(hostile, hostile, [Tie(hostile, hostile, hostile, 1)]),
        wordcloud(hostile, {hostile: 1}),
    ):
        checked(drawing, 9000)
        assert "<script" not in drawing


def test_a_long_word_breaks_at_its_soft_hyphen() -> None:
    word = "Ledelses\u00adopbakning"
    assert letters.lines(word, 80) == ["Ledelses-", "opbakning"]
    assert letters.lines(word, 400) == ["Ledelsesopbakning"]


@given(st.text(max_size=80), st.floats(10, 400))
def test_lines_fit_their_room(words: str, room: float) -> None:
    for line in letters.lines(words, room):
        assert letters.width(line, 13) <= room or re.fullmatch(".?…?", line)


def test_ties_between_two_are_drawn_and_told() -> None:
    ties = [Tie("Mette", "Lærer", "Skole", 1, "strong"), Tie("Karen", "", "Sundhed", 3, "none")]
    alone = network("Kort", "Emma", ties)
    drawing = network("Kort", "Emma", ties, [Link(0, 1, "thin")])
    checked(drawing, 5000)
    # No tie, no line: one to Emma, and one between the two.
    assert (alone.count("<line"), drawing.count("<line")) == (1, 2)
    assert drawing.rows[-1][0] == "Mette – Karen"
    with pytest.raises(ValueError, match="no tie"):
        network("Kort", "Emma", ties, [Link(0, 1, "best")])
