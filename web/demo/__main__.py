"""Prints who can sign in to the demo: ``python -m web.demo``."""

from web.demo import accounts

if __name__ == "__main__":
    rows = accounts()
    who_width = max(len(who) for who, _, _ in rows)
    email_width = max(len(email) for _, email, _ in rows)
    print("\nDemo accounts (who, e-mail, password):")
    for who, email, password in rows:
        print(f"  {who:<{who_width}}  {email:<{email_width}}  {password}")
