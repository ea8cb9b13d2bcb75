"""A municipality's own file: its name, its colour, its holidays."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tovholder.catalogue.check import main
from tovholder.catalogue.shelf import Catalogue, read_catalogue, read_into

OURS = Path(__file__).resolve().parents[2] / "catalogue"
WRITTEN = """
name = "Solvig Kommune"
accent = "#FFCC00"
phone_for_children = "+45 12 34 56 78"

[[holidays]]
name = "Vinterferie"
first = 2027-02-13
last = 2027-02-21

[[holidays]]
name = "Grundlovsdag"
first = 2027-06-05
"""


def written(folder: Path, text: str) -> Path:
    (folder / "municipality.toml").write_text(text, encoding="utf-8")
    return folder


def fault(folder: Path, text: str) -> str:
    found = list(read_into(Catalogue(), written(folder, text)))
    assert len(found) == 1
    return str(found[0])


def test_it_is_read_from_the_municipality_s_folder(tmp_path: Path) -> None:
    read = read_catalogue(OURS, [written(tmp_path, WRITTEN)])
    assert read.set_aside == []
    assert (read.municipality.name, read.municipality.accent) == ("Solvig Kommune", "#ffcc00")
    assert read.municipality.phone_for_children == "+45 12 34 56 78"
    winter = read.municipality.holiday_on(date(2027, 2, 21))
    assert winter is not None
    assert winter.name == "Vinterferie"
    assert read.municipality.holiday_on(date(2027, 2, 22)) is None
    assert read.municipality.holiday_on(date(2027, 6, 5)) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('accent = "yellow"', "municipality.toml:1 in accent: 'yellow' is no colour"),
        ('acent = "#ffcc00"', "Did you mean 'accent'?"),
        ('name = "' + "a" * 81 + '"', "80 letters at most"),
        ('[[holidays]]\nname = "Jul"', "'first' is missing"),
        ('[[holidays]]\nname = "Jul"\nfirst = 2027-01-03\nlast = 2026-12-20', "comes after"),
        ("[[holidays]]\nfirst = 2027-01-03", "'name' is missing"),
        ('phone_for_children = "ring Ida"', "a telephone number is digits and spaces"),
        ('usual = ["six-steps"]', "unknown word for 'usual': 'six-steps'"),
        ("[reminders]\ncalendar = [1, 2, 3, 4]", "at most 3"),
        ("[reminders]\ncalendar = [-5]", "whole numbers of minutes"),
        ("[reminders]\ncalendar = [true]", "whole numbers of minutes"),
        ("[reminders]\nmy_day = 9", "from 0 to 5"),
        ("[reminders]\nmail = 1", "unknown key"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(tmp_path, text)


def test_what_it_leaves_out_is_as_in_ours(tmp_path: Path) -> None:
    ours = read_catalogue(OURS, []).municipality
    assert ours.usual[0] == "five-steps"
    assert (ours.reminders.my_day, ours.reminders.calendar) == (1, (1440, 30))
    read = read_catalogue(OURS, [written(tmp_path, "[reminders]\ncalendar = []")]).municipality
    assert read.usual == ours.usual
    assert (read.reminders.my_day, read.reminders.calendar) == (1, ())


def test_a_faulty_file_is_set_aside_and_the_house_keeps_its_own_colour(tmp_path: Path) -> None:
    read = read_catalogue(OURS, [written(tmp_path, 'accent = "#ffcc0"')])
    assert len(read.set_aside) == 1
    assert read.municipality.accent == ""


def test_the_check_tells_what_is_done_to_a_colour_too_pale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(str(written(tmp_path, WRITTEN))) == 0
    told = capsys.readouterr().out
    assert "municipality.toml:3 in accent: #ffcc00 reaches 1.4:1" in told
    assert main(str(written(tmp_path, 'accent = "#8a1538"'))) == 0
    assert "reaches" not in capsys.readouterr().out


@pytest.mark.django_db
def test_the_style_sheet_of_a_colour_is_served_with_its_mark(client: Client) -> None:
    answer = client.get("/ui/colours/ffcc00.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "public" in answer["Cache-Control"]
    assert "--header-ground: light-dark(#ffcc00, " in answer.content.decode()
    again = client.get("/ui/colours/ffcc00.css", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    for other in ("ffcc0", "red", "FFCC00", "ffcc00;}", "gggggg"):
        assert client.get(f"/ui/colours/{other}.css").status_code == 404
