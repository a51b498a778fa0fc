"""What a part of the story is made of, in the words of members."""

from domain.ledger import PARTS, Account, Part, story
from domain.ledger.details import DETAILS, PART_NOTES, PART_OF, TOPICS
from domain.money import eur, total


def test_every_part_and_every_account_in_it_has_words():
    assert set(PART_NOTES) == set(Part)
    assert set(DETAILS) == {account for accounts in PARTS.values() for account in accounts}
    assert set(PART_OF) == set(DETAILS)


def test_a_part_and_its_accounts_tell_the_same_figure():
    sums = {account: eur(place + 1) for place, account in enumerate(Account)}
    told = story(sums)
    for part in Part:
        assert TOPICS[part.value].total(sums) == told.of(part)
        assert told.of(part) == total(TOPICS[account.value].total(sums) for account in PARTS[part])


def test_no_part_is_called_like_an_account():
    assert len(TOPICS) == len(Part) + len(DETAILS)
