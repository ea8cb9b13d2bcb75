"""What looks like a name is asked about, and what does not is left alone (S-45)."""

import pytest

from tovholder.people.naming import named_in, names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("En dreng på ni år er bange for at gå hjem.", []),
        ("Han er vred. Det er jeg også. Hvad gør vi?", []),
        ("Moren sagde: »Det går.« Så gik hun.", []),
        ("PPR har været der to gange.", []),
        ("Er det noget, De vil se på?", []),
        ("Når Emma kommer, er hun trist.", ["Emma"]),
        ("Hun går på Åskolen hos Anne-Sofie.", ["Åskolen", "Anne-Sofie"]),
        ("I går sagde Emma det. Emma igen, og Emma.", ["Emma"]),
    ],
)
def test_a_capital_inside_a_sentence_is_a_name(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_a_known_name_is_found_however_it_is_written() -> None:
    assert named_in("emma er glad, og Emmas mor er her", ["Emma Test"]) == ["emma", "Emmas"]
    assert named_in("de går hjem sammen", ["Emma Test"]) == []
