"""The words of the share register: categories, movements, states."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class Category(StrEnum):
    """Which group a shareholder belongs to; dated per person, because it changes."""

    A = "A"  # runs an economic activity in the cooperative
    B = "B"  # works in the support team
    C = "C"  # client, partner, union, public investor, sympathiser


CATEGORIES: Mapping[Category, Msg] = {
    Category.A: N_("A: runs an activity in the cooperative"),
    Category.B: N_("B: works in the support team"),
    Category.C: N_("C: client, partner or sympathiser"),
}


class MovementKind(StrEnum):
    """Why the number of somebody's shares changed."""

    SUBSCRIPTION = "subscription"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    RESIGNATION = "resignation"
    EXCLUSION = "exclusion"
    DEATH = "death"
    CORRECTION = "correction"  # the opposite of a movement that should not have been


MOVEMENTS: Mapping[MovementKind, Msg] = {
    MovementKind.SUBSCRIPTION: N_("Subscription"),
    MovementKind.TRANSFER_OUT: N_("Transferred to somebody else"),
    MovementKind.TRANSFER_IN: N_("Received from somebody else"),
    MovementKind.RESIGNATION: N_("Resignation"),
    MovementKind.EXCLUSION: N_("Exclusion"),
    MovementKind.DEATH: N_("Death"),
    MovementKind.CORRECTION: N_("Correction"),
}


class SubscriptionState(StrEnum):
    """How far a subscription is."""

    ASKED = "asked"  # waiting for the payment
    PAID = "paid"  # every cent is there: the shares are in the register
    WITHDRAWN = "withdrawn"


SUBSCRIPTION_STATES: Mapping[SubscriptionState, Msg] = {
    SubscriptionState.ASKED: N_("Waiting for the payment"),
    SubscriptionState.PAID: N_("Paid"),
    SubscriptionState.WITHDRAWN: N_("Withdrawn"),
}


class ExitKind(StrEnum):
    """How somebody stops being a shareholder."""

    RESIGNATION = "resignation"
    EXCLUSION = "exclusion"
    DEATH = "death"


EXIT_KINDS: Mapping[ExitKind, Msg] = {
    ExitKind.RESIGNATION: N_("Resignation"),
    ExitKind.EXCLUSION: N_("Exclusion"),
    ExitKind.DEATH: N_("Death"),
}


class ExitState(StrEnum):
    """How far a departure is."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"  # a distribution test forbids paying for now
    PAYABLE = "payable"
    PAID = "paid"


EXIT_STATES: Mapping[ExitState, Msg] = {
    ExitState.ASKED: N_("Waiting for the board"),
    ExitState.ACCEPTED: N_("Accepted"),
    ExitState.REFUSED: N_("Refused"),
    ExitState.WITHDRAWN: N_("Withdrawn"),
    ExitState.SUSPENDED: N_("Refund suspended"),
    ExitState.PAYABLE: N_("To be paid back"),
    ExitState.PAID: N_("Paid back"),
}
