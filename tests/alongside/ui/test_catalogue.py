"""The Spanish: every word of ours has it, placeholders survive it, and what we compile is what gettext reads."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext as gettext_of, override, pgettext

from alongside.ui import catalogue
from alongside.ui.catalogue import CatalogueError, Message

SPANISH = catalogue.PRODUCT / "locale" / "es" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("app", ["ui", "registry"])
def test_everything_an_app_says_has_spanish(app: str) -> None:
    left = catalogue.missing_from(app)

    assert left == [], "\n".join(catalogue.as_po(message) for message in left)


@pytest.mark.parametrize("message", [m for m in catalogue.read_po(SPANISH) if m.text], ids=lambda m: m.text[:30])
def test_a_translation_keeps_its_placeholders_and_uses_usted(message: Message) -> None:
    sources = [message.text, message.plural or message.text]

    for source, said in zip(sources, message.said, strict=False):
        assert set(re.findall(r"%\(\w+\)\w", said)) == set(re.findall(r"%\(\w+\)\w", source))
        assert not re.search(r"\b(tú|tu|tus|te|vosotros|os)\b", said, re.IGNORECASE), "usted throughout"


def test_what_we_write_is_what_gettext_reads(tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"

    catalogue.write_mo(catalogue.read_po(SPANISH), compiled)

    with compiled.open("rb") as file:
        spanish = gettext.GNUTranslations(file)
    assert spanish.gettext("Ask first") == "Consulte antes"
    assert spanish.pgettext("first day", "From") == "Desde"
    assert spanish.ngettext("%(n)s clause", "%(n)s clauses", 2) == "%(n)s cláusulas"
    assert spanish.gettext("never said") == "never said"


def test_an_untranslated_entry_is_left_out(tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"

    catalogue.write_mo(
        [Message("", said=("Plural-Forms: nplurals=2; plural=(n != 1);\n",)), Message("Help", said=("",))], compiled
    )

    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Help") == "Help"


@pytest.mark.parametrize("line", ["msgid Help", 'msgid "Help', "nonsense"])
def test_a_broken_catalogue_names_file_and_line(tmp_path: Path, line: str) -> None:
    broken = tmp_path / "django.po"
    broken.write_text(f'msgid ""\nmsgstr ""\n\n{line}\n', encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"django\.po:4: expected"):
        catalogue.read_po(broken)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("""{% translate "Help" %}""", Message("Help")),
        ("""{% translate 'From' context 'first day' %}""", Message("From", context="first day")),
        ("""{% translate "Held" as held_label context "from billing" %}""", Message("Held", context="from billing")),
        ("""{% blocktranslate context "a note" %}Signed{% endblocktranslate %}""", Message("Signed", context="a note")),
        ("""<c-x title="{% translate 'More' %}" />""", Message("More")),
        (
            """{% blocktranslate with n=count trimmed %}
              You have {{ n }}
              left
            {% endblocktranslate %}""",
            Message("You have %(n)s left"),
        ),
        (
            """{% blocktranslate count n=x %}one{% plural %}{{ n }} many{% endblocktranslate %}""",
            Message("one", "%(n)s many"),
        ),
        ("""{{ word|default:_("Nothing") }}""", Message("Nothing")),
    ],
)
def test_templates_are_read_the_way_django_looks_words_up(source: str, expected: Message) -> None:
    assert list(catalogue.messages_in_template(source)) == [expected]


def test_python_is_read_for_every_kind_of_call() -> None:
    source = '_("a"); gettext_lazy("b"); ngettext("c", "cs", n); pgettext("ctx", "d"); other("e"); _(variable)'

    assert list(catalogue.messages_in_python(source)) == [
        Message("a"),
        Message("b"),
        Message("c", "cs"),
        Message("d", context="ctx"),
    ]


def test_only_what_is_older_than_its_source_is_compiled() -> None:
    catalogue.compile_all()

    assert catalogue.compile_stale() == []


def test_no_two_catalogues_say_one_thing_differently() -> None:
    found = catalogue.at_odds()

    assert found == [], "\n".join(str(odds) for odds in found)


def write_catalogues(product: Path, **entries: str) -> None:
    for app, text in entries.items():
        folder = product / app / "locale" / "es" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(text, encoding="utf-8")


def test_what_two_catalogues_say_differently_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_catalogues(tmp_path, forms='msgid "Kept"\nmsgstr "Guardado"\n', promises='msgid "Kept"\nmsgstr "Cumplida"\n')
    monkeypatch.setattr(catalogue, "PRODUCT", tmp_path)

    code = catalogue.main(["missing"])

    said = capsys.readouterr().out
    assert code == 1
    assert '# "Kept" is said in more than one way, and every page shows the same one:' in said
    assert "forms/locale/es/LC_MESSAGES/django.po: Guardado" in said
    assert "promises/locale/es/LC_MESSAGES/django.po: Cumplida" in said
    assert "Choose one wording for all, or give one a context" in said


@pytest.mark.parametrize(
    "other",
    [
        'msgid "Kept"\nmsgstr "Guardado"\n',
        'msgctxt "promise"\nmsgid "Kept"\nmsgstr "Cumplida"\n',
        'msgid "Kept"\nmsgid_plural "%(n)s kept"\nmsgstr[0] "Uno guardado"\nmsgstr[1] "%(n)s guardados"\n',
        'msgid "Kept"\nmsgstr ""\n',
    ],
    ids=["the same wording", "its own context", "with a plural", "not translated yet"],
)
def test_what_no_page_can_mistake_is_not_at_odds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    write_catalogues(tmp_path, forms='msgid "Kept"\nmsgstr "Guardado"\n', promises=other)
    monkeypatch.setattr(catalogue, "PRODUCT", tmp_path)

    assert catalogue.at_odds() == []


def test_within_a_context_two_wordings_are_at_odds_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = 'msgctxt "promise"\nmsgid "Kept"\nmsgstr "{}"\n'
    write_catalogues(tmp_path, a=entry.format("Cumplida"), b=entry.format("Cumplido"))
    monkeypatch.setattr(catalogue, "PRODUCT", tmp_path)

    (found,) = catalogue.at_odds()

    assert found.message == Message("Kept", context="promise")
    assert '"Kept" (promise)' in str(found)


def test_a_missing_entry_is_printed_with_its_context() -> None:
    assert catalogue.as_po(Message("Kept", context="promise")) == 'msgctxt "promise"\nmsgid "Kept"\nmsgstr ""\n'


def test_django_reads_a_word_by_its_context() -> None:
    with override("es"):
        assert (gettext_of("Kept"), pgettext("promise", "Kept")) == ("Guardado", "Cumplida")
