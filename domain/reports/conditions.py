"""The nine conditions of a company that is approved as a social enterprise, in plain words.

Source: Belgian Code of Companies and Associations (CSA/WVV), article 8:5, § 1; royal decree of
28 June 2019 on the conditions of approval, article 6. The texts here explain; the law decides.
"""

from dataclasses import dataclass

from domain.errors import N_, Msg

LAW = "CSA/WVV, art. 8:5, § 1"
DECREE = "art. 6, 28.06.2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition: what the law asks, and what the board is to say about it."""

    key: str
    number: int
    title: Msg
    rule: Msg
    source: str
    how: Msg


CONDITIONS = (
    Condition(
        key="purpose",
        number=1,
        title=N_("A purpose for everybody"),
        rule=N_(
            "The main purpose of the company is to do good for people, for nature or for society, "
            "in the general interest."
        ),
        source=f"{LAW}, 1°",
        how=N_("Say which article of the statutes states the purpose, and how it was served."),
    ),
    Condition(
        key="object",
        number=2,
        title=N_("An object that serves the purpose"),
        rule=N_(
            "The statutes describe what the company does, and one can read in them that this "
            "serves its purpose."
        ),
        source=f"{LAW}, 1°",
        how=N_("Say which article describes the object, and which activities belong to it."),
    ),
    Condition(
        key="benefit",
        number=3,
        title=N_("Little or no gain for shareholders"),
        rule=N_(
            "What shareholders get from the company, in whatever form, stays below the rate that "
            "the government sets for approved cooperatives."
        ),
        source=f"{LAW}, 2°",
        how=N_("Say what the statutes allow, and what shareholders got in the year."),
    ),
    Condition(
        key="liquidation",
        number=4,
        title=N_("What is left stays with the purpose"),
        rule=N_(
            "If the company ends, shareholders get back no more than what they paid. What is left "
            "goes to something as close as possible to its purpose."
        ),
        source=f"{LAW}, 3°",
        how=N_("Say which article of the statutes sets this."),
    ),
    Condition(
        key="nominal",
        number=5,
        title=N_("Shares are paid back at what was paid"),
        rule=N_(
            "Who leaves gets back at most the nominal value of what they really paid for their "
            "shares."
        ),
        source=DECREE,
        how=N_("Say which article of the statutes sets this, and who checks each refund."),
    ),
    Condition(
        key="mandate",
        number=6,
        title=N_("Directors are not paid"),
        rule=N_(
            "Sitting on the board is not paid, unless the assembly grants a limited allowance or "
            "limited attendance fees."
        ),
        source=DECREE,
        how=N_("Say whether the assembly granted anything, and how much."),
    ),
    Condition(
        key="tenth",
        number=7,
        title=N_("Nobody has more than a tenth of the votes"),
        rule=N_(
            "In the assembly, nobody votes with more than a tenth of the votes of the shares that "
            "are represented."
        ),
        source=DECREE,
        how=N_("Say how votes are counted, and how proxies are limited."),
    ),
    Condition(
        key="reserve",
        number=8,
        title=N_("The purpose comes before a dividend"),
        rule=N_(
            "A dividend can only be decided after setting aside what the company needs for its "
            "purpose."
        ),
        source=DECREE,
        how=N_("Say what happened to the result of the year, and who decided it."),
    ),
    Condition(
        key="report",
        number=9,
        title=N_("A special report every year"),
        rule=N_(
            "Each year the board writes how it checked these conditions, what was done for the "
            "purpose and with which means."
        ),
        source=DECREE,
        how=N_("Say when the board approved this report, and where people find it."),
    ),
)
