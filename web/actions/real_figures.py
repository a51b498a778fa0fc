"""In a real cooperative, nothing is issued on figures that are only examples."""

from flask import current_app

from domain.illustrative import check_real
from domain.parameters import Dated


def require_real(*figures: Dated | None) -> None:
    """Refuse illustrative figures, unless this is a demo."""
    if current_app.config["COOPERATIVE"] == "real":
        check_real(figures)
