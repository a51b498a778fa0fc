"""What acts on shares are called in histories and in the audit."""

from domain.errors import N_, Msg

SHARE_ACTS: dict[str, Msg] = {
    "shareholder_admitted": N_("Entered the register as number %(number)s"),
    "shareholder_renamed": N_("Follows the name of the person: %(before)s, now %(after)s"),
    "category_changed": N_("Changed the category from %(before)s to %(after)s"),
    "representative_changed": N_("%(person)s represents it since %(since)s"),
    "shares_asked": N_("Asked for %(shares)s shares (%(amount)s €)"),
    "shares_withdrawn": N_("Withdrew the request for %(shares)s shares"),
    "share_payment": N_("Recorded a payment of %(amount)s €; %(missing)s € missing"),
    "share_payment_undone": N_("Took back a payment of %(amount)s €: “%(reason)s”"),
    "shares_transferred": N_("Handed %(shares)s shares to %(to)s on %(day)s"),
    "shares_received": N_("Received %(shares)s shares from %(giver)s on %(day)s"),
    "shares_corrected": N_("Corrected the register by %(shares)s shares: “%(reason)s”"),
    "certificate_asked": N_("Asked for the certificate %(number)s"),
    "share_exit_asked": N_("Recorded a departure with %(shares)s shares, dated %(day)s"),
    "share_exit_heard": N_("Recorded the answer to the proposal of exclusion on %(day)s"),
    "share_exit_accepted": N_("Decided the departure with %(shares)s shares"),
    "share_exit_refused": N_("Refused the departure"),
    "share_exit_withdrawn": N_("Withdrew the departure"),
    "share_exit_payable": N_("Tests passed on the accounts of %(year)s: %(amount)s € to pay back"),
    "share_exit_suspended": N_("Tests not passed on the accounts of %(year)s: refund suspended"),
    "accounts_approved": N_("Recorded the approved accounts of %(year)s: net assets %(amount)s €"),
}
SHARE_SUBJECTS: dict[str, Msg] = {
    "shareholder": N_("Shareholder"),
    "subscription": N_("Shares asked for"),
    "share_exit": N_("Departure of a shareholder"),
    "annual_accounts": N_("Annual accounts"),
}
