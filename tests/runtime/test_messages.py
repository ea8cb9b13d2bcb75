"""The tool that keeps translations in step finds every sentence and every fault."""

from pathlib import Path

import pytest

from tools import messages
from tools.wording import Wording, in_python, in_template, wordings

PYTHON = """
from django.utils.translation import gettext as _, ngettext as counted, pgettext_lazy
from django.utils import translation

_("A whole sentence.")
_("In two "
  "parts.")
counted("%(count)d goal", "%(count)d goals", 3)
pgettext_lazy("a door", "Close")
translation.gettext("By its long name")
print("Not a message")
"""

TEMPLATE = """
{% load i18n ui %}
{% translate "Open" %} {% translate 'May' context "the month" %}
{% card title=_("A title") %}{{ _("In a variable")|upper }}{% endcard %}
{% blocktranslate with name=person.name trimmed %}
  Hello,
  {{ name }}!
{% endblocktranslate %}
{% blocktranslate count n=goals.count %}{{ n }} sign{% plural %}{{ n }} signs{% endblocktranslate %}
<p>Not a message</p>
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one package with both kinds of files."""
    made = tmp_path / "tovholder" / "room"
    (made / "templates" / "room").mkdir(parents=True)
    (made / "apps.py").write_text(PYTHON)
    (made / "templates" / "room" / "page.html").write_text(TEMPLATE)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return made


def translate(package: Path) -> None:
    """Write something for every entry, the placeholders kept."""
    for language in messages.LANGUAGES:
        file = messages.file_of(package, language)
        catalog = messages.catalog_in(file, language)
        for message in catalog:
            if message.id:
                message.string = message.id
        text = messages.HEADER.format(language=language) + messages._entries(catalog)
        file.write_text(text, encoding="utf-8")


def test_every_way_of_writing_a_message_in_python() -> None:
    assert set(in_python(PYTHON, "x.py")) == {
        Wording("A whole sentence."),
        Wording("In two parts."),
        Wording("%(count)d goal", "%(count)d goals"),
        Wording("Close", context="a door"),
        Wording("By its long name"),
    }


def test_every_way_of_writing_a_message_in_a_template() -> None:
    assert set(in_template(TEMPLATE, "x.html")) == {
        Wording("Open"),
        Wording("May", context="the month"),
        Wording("A title"),
        Wording("In a variable"),
        Wording("Hello, %(name)s!"),
        Wording("%(n)s sign", "%(n)s signs"),
    }


def test_a_message_put_together_is_refused() -> None:
    source = "from django.utils.translation import gettext as _\n_(f'{name} is here')"
    with pytest.raises(SyntaxError, match=r"x\.py:2: a message must be written out"):
        list(in_python(source, "x.py"))


def test_it_writes_files_that_then_pass(package: Path) -> None:
    assert messages.main([]) == 0
    assert messages.main(["--check"]) == 1
    translate(package)
    assert messages.main(["--check"]) == 0
    before = messages.file_of(package, "da").read_text()
    assert messages.main([]) == 0
    assert messages.file_of(package, "da").read_text() == before


def test_files_are_sorted_and_name_no_place(package: Path) -> None:
    messages.main([])
    text = messages.file_of(package, "nb").read_text()
    ids = [line for line in text.splitlines() if line.startswith("msgid ")][1:]
    assert len(ids) == len(wordings(package)) == 11
    assert "#:" not in text
    assert "Date" not in text


def test_what_is_gone_from_the_code_goes_from_the_files(package: Path) -> None:
    messages.main([])
    translate(package)
    (package / "apps.py").write_text("")
    assert any("no longer in the code" in fault for fault in messages.faults_of(package))
    messages.main([])
    assert messages.main(["--check"]) == 0
    assert "A whole sentence" not in messages.file_of(package, "da").read_text()


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgstr "A title"', 'msgstr ""', "untranslated: 'A title'"),
        ('msgstr "Hello, %(name)s!"', 'msgstr "Hej!"', "other placeholders"),
        ('msgid "A title"', '#, fuzzy\nmsgid "A title"', "fuzzy: 'A title'"),
        ('msgid "A title"', 'msgid "Another"', "missing: 'A title'"),
        ('msgid "A title"', '#~ msgid "Old"\n#~ msgstr "Gl"\n\nmsgid "A title"', "obsolete: 'Old'"),
    ],
)
def test_each_fault_is_named(package: Path, before: str, after: str, fault: str) -> None:
    messages.main([])
    translate(package)
    file = messages.file_of(package, "da")
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))
    assert any(fault in told for told in messages.faults_of(package))


def test_one_english_word_may_not_become_two_things(package: Path, tmp_path: Path) -> None:
    other = tmp_path / "tovholder" / "other"
    other.mkdir()
    (other / "apps.py").write_text(PYTHON)
    messages.main([])
    for room in (package, other):
        translate(room)
    file = messages.file_of(other, "da")
    file.write_text(file.read_text().replace('msgstr "Close"', 'msgstr "Luk"'))
    (told,) = messages.disagreements([package, other])
    assert told == "da: 'Close' is 'Close' in room and 'Luk' in other: give one a context"


def test_compiled_files_are_read_by_gettext(package: Path) -> None:
    import gettext

    messages.main([])
    translate(package)
    file = messages.file_of(package, "da")
    file.write_text(file.read_text().replace('msgstr "A title"', 'msgstr "En titel"'))
    assert messages.main(["--compile"]) == 0
    with file.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("A title") == "En titel"
