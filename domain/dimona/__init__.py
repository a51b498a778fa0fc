"""The immediate declaration of employment (Dimona): what to declare, until when, what is wrong.

Nothing is declared from here: a person declares at the social security office, and the number of
the receipt is recorded.
"""
