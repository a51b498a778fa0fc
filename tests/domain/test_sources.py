"""Sources of figures are taken apart without losing a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.parameters import names, parameter
from domain.parameters.sources import cited


def test_addresses_are_taken_out_of_the_sentence():
    found = cited("100 % so (https://a.example/x-(point-80)); see https://b.example/y.")
    assert found.words == "100 %% so (%(link1)s); see %(link2)s."
    assert found.links == {
        "link1": "https://a.example/x-(point-80)",
        "link2": "https://b.example/y",
    }
    assert found.has_words


def test_an_address_alone_has_no_words():
    assert not cited("https://a.example/").has_words
    assert not cited("(https://a.example/)").has_words


@pytest.mark.parametrize("name", names())
def test_every_source_can_be_put_together_again(name):
    for dated in parameter(name).history:
        found = cited(dated.source)
        assert found.words % found.links == dated.source


@given(st.text(max_size=80))
def test_any_text_can_be_put_together_again(text):
    found = cited(text)
    assert found.words % found.links == text
