"""The components: what they draw, what they refuse, and that words stay words."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

from tovholder.ui import dates, icons, people
from tovholder.ui.fields import ExplainedRadio
from tovholder.ui.icon_names import ICONS
from tovholder.ui.templatetags.ui import UnknownWord


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class Concern(forms.Form):
    seen = forms.CharField(label="What have you seen?", help_text="Seen", widget=forms.Textarea)
    on = forms.DateField(label="When", required=False)
    at = forms.DateTimeField(label="At", required=False)
    worry = forms.ChoiceField(
        label="How worried?",
        choices=[("green", "Green"), ("red", "Red")],
        widget=ExplainedRadio(hints={"red": "Now"}, tones={"red": "red"}),
    )
    receipt = forms.BooleanField(label="A receipt", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    "source",
    [
        '{% card titel="x" %}{% endcard %}',
        '{% notice tonee="info" %}{% endnotice %}',
        '{% button "Save" variannt="primary" %}',
        '{% link_button "Save" %}',
        '{% tag "x" colour="red" %}',
    ],
)
def test_a_misspelt_property_does_not_compile(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% card tone="blue" %}{% endcard %}',
        '{% notice tone="loud" %}{% endnotice %}',
        '{% tag "x" tone="pink" %}',
        '{% button "x" variant="huge" %}',
    ],
)
def test_an_unknown_word_is_refused_with_the_words_known(source: str) -> None:
    with pytest.raises(UnknownWord, match="Known: "):
        drawn(source)


def test_an_unknown_icon_is_refused_wherever_it_stands() -> None:
    with pytest.raises(icons.UnknownIcon, match="no icon “unicorn”"):
        drawn('{% icon "unicorn" %}')
    with pytest.raises(icons.UnknownIcon):
        drawn('{% button "x" icon="unicorn" %}')


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_has_a_drawing(name: str) -> None:
    assert icons.drawing(name).startswith('<svg class="icon" aria-hidden="true" focusable="false"')


def test_a_field_ties_label_help_error_and_control() -> None:
    html = drawn("{% field form.seen %}", form=Concern({"worry": "red"}))
    assert '<label class="field-label" for="id_seen">' in html
    assert 'aria-describedby="id_seen-help id_seen-error"' in html
    assert 'id="id_seen-help"' in html
    assert 'id="id_seen-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'rows="4"' in html
    assert 'rows="9"' in drawn("{% field form.seen rows=9 %}", form=Concern())


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_dates_reach_the_browser_as_it_reads_them(language: str) -> None:
    form = Concern(initial={"on": date(2026, 12, 3), "at": datetime(2026, 12, 3, 14, 30)})  # noqa: DTZ001 as a form gives it
    with translation.override(language):
        assert re.search(
            r'type="date"[^>]*value="2026-12-03"', drawn("{% field form.on %}", form=form)
        )
        assert re.search(
            r'type="datetime-local"[^>]*value="2026-12-03T14:30"',
            drawn("{% field form.at %}", form=form),
        )
        sent = Concern({"seen": "x", "worry": "red", "on": "2026-12-03", "at": "2026-12-03T14:30"})
        assert sent.is_valid(), sent.errors


def test_choices_are_a_fieldset_with_their_explanations() -> None:
    html = drawn("{% field form.worry %}", form=Concern({"worry": "red"}))
    assert '<legend class="field-label">How worried?</legend>' in html
    assert 'data-tone="red"' in html
    assert 'id="id_worry_1-hint">Now<' in html
    assert re.search(r'value="red"[^>]*checked', html)
    assert "&lt;input" not in html


def test_optional_questions_say_so_and_hidden_ones_have_no_label() -> None:
    assert "(optional)" in drawn("{% field form.on %}", form=Concern())
    assert "(optional)" not in drawn("{% field form.seen %}", form=Concern())
    assert drawn("{% field form.key %}", form=Concern()).startswith('<input type="hidden"')


def test_the_summary_leads_to_each_fault() -> None:
    html = drawn("{% errors form %}", form=Concern({}))
    assert 'href="#id_seen">What have you seen? Write an answer here.' in html
    assert 'href="#id_worry_0"' in html
    assert "There are 2 things to mend" in html
    assert drawn("{% errors form %}", form=Concern()) == ""


def test_the_key_of_a_form_is_new_each_time() -> None:
    first, second = drawn("{% once %}"), drawn("{% once %}")
    assert re.fullmatch(r'<input type="hidden" name="once" value="[0-9a-f-]{36}">', first)
    assert first != second


def test_words_of_people_are_escaped_everywhere() -> None:
    hostile = '"><script>alert(1)</script>'
    html = drawn(
        "{% card title=words %}{{ words }}{% endcard %}{% notice title=words %}{{ words }}"
        "{% endnotice %}{% tag words %}{% button words value=words name=words confirm=words %}"
        "{% link_button words href=words %}{% initials words alone=True %}{% empty words %}"
        "{% details words %}{{ words }}{% enddetails %}"
        "{% data_list %}{% datum words %}{{ words }}{% enddatum %}{% enddata_list %}",
        words=hostile,
    )
    assert "<script" not in html


def test_initials() -> None:
    assert people.initials("Emma Kjær") == "EK"
    assert people.initials("Ali") == "A"
    assert people.initials("Åse Marie Øvergård") == "ÅØ"
    assert people.initials("") == "?"
    assert people.hue("Emma Kjær") == people.hue("Emma Kjær")
    assert 1 <= people.hue("x") <= people.HUES


@pytest.mark.parametrize(
    ("language", "expected", "clock"),
    [
        ("da", "torsdag 3. december 2026 kl. 14.05", "14.05"),
        ("nb", "torsdag 3. desember 2026 kl. 14.05", "14.05"),
        ("en", "Thursday 3 December 2026 at 14:05", "14:05"),
    ],
)
def test_dates_as_people_write_them(language: str, expected: str, clock: str) -> None:
    value = datetime(2026, 12, 3, 13, 5, tzinfo=UTC)
    with translation.override(language), timezone.override("Europe/Copenhagen"):
        assert dates.moment_text(value, weekday=True, year=True) == expected
        assert dates.clock_text(value) == clock
        assert dates.day(value, year=True).startswith('<time datetime="2026-12-03">')


def test_the_year_stands_only_when_it_is_not_this_year() -> None:
    this_year = timezone.localdate().year
    assert str(this_year) not in dates.day_text(date(this_year, 5, 1))
    assert "1890" in dates.day_text(date(1890, 5, 1))
    assert dates.day(None) == ""
    assert dates.clock(time(8, 0)) == '<time datetime="08:00">08:00</time>'


@pytest.mark.parametrize(("language", "expected"), [("da", "3. dec"), ("nb", "3. des")])
def test_months_are_written_small_where_the_language_does(language: str, expected: str) -> None:
    with translation.override(language):
        assert dates.short_day_text(date(2026, 12, 3)) == expected
        assert dates.month_text(date(2026, 10, 1)) == "okt"
