from tovholder.meetings.balance import balance


def test_the_balance_is_said_in_words():
    table = balance(["professional"] * 6 + ["family"])
    assert table.sentence == "6 professionals, 1 from the family"
    assert table.tips
    assert "do without" in table.advice


def test_a_companion_weighs_on_the_family_side():
    table = balance(["professional"] * 5 + ["family", "companion"])
    assert table.sentence.endswith("1 companion")
    assert not table.tips
    assert table.advice == ""


def test_nobody_from_the_family_is_said():
    assert "without them" in balance(["professional"]).advice
    assert len(balance(["professional", "family"]).people) == 2
