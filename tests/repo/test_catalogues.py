"""Every sentence is in the catalogues, in every language, with the same placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from i18n.catalogues import FOLDER, LANGUAGES, TEMPLATE, extract

PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])|(%%)")
TRANSLATED = [language for language in LANGUAGES if language != "en"]  # msgids are English


def catalogue(language: str) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sentences(path: Path) -> dict[tuple[str, ...], tuple[list[str], list[str]]]:
    """What is to be translated, where it stands and what translators are told."""
    with path.open("rb") as file:
        return {
            words(message): (
                sorted(name for name, _ in message.locations),
                message.auto_comments,
            )
            for message in read_po(file)
            if message.id
        }


def words(message: Message) -> tuple[str, ...]:
    """A sentence in all its numbers, with its context."""
    forms = message.id if isinstance(message.id, tuple) else (message.id,)
    return (*forms, message.context or "")


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a sentence: one, or one a number."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def holes(sentence: str) -> set[tuple[str, ...]]:
    return set(PLACEHOLDER.findall(sentence))


def test_the_template_holds_exactly_the_sentences_of_the_code(tmp_path):
    extract(tmp_path / "fresh.pot")
    assert sentences(TEMPLATE) == sentences(tmp_path / "fresh.pot"), "make translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_sentence(language):
    found = {words(message) for message in catalogue(language) if message.id}
    assert found == set(sentences(TEMPLATE)), "make translations"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language):
    missing = [
        message.id for message in catalogue(language) if message.id and not all(forms(message))
    ]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed(language):
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language):
    broken = []
    for message in catalogue(language):
        singular, plural = (words(message)[0], words(message)[-2])
        wanted = holes(singular) | holes(plural)
        for place, form in enumerate(forms(message)):
            # “one client” may leave the number out; nothing else may differ
            spared = wanted - {("num", "d", ""), ("num", "s", "")} if place == 0 else wanted
            if message.id and form and not spared <= holes(form) <= wanted:
                broken.append((message.id, form))
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_and_lines_at_the_ends_are_kept(language):
    broken = [
        (message.id, form)
        for message in catalogue(language)
        if message.id
        for form in forms(message)
        if form and (form != form.strip()) != (words(message)[0] != words(message)[0].strip())
    ]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_its_form(language):
    expected = catalogue(language).num_plurals
    wrong = [
        message.id
        for message in catalogue(language)
        if isinstance(message.id, tuple) and len(forms(message)) != expected
    ]
    assert not wrong
