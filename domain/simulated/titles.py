"""What invoices and contracts say was done."""

from collections.abc import Mapping

from domain.simulated.units import Production
from domain.vat import WorkKind

TITLES: Mapping[WorkKind, tuple[str, ...]] = {
    WorkKind.SERVICE: ("Conseil", "Graphisme", "Montage vidéo", "Traduction", "Rédaction",
                       "Développement web", "Photographie", "Vertaling", "Grafisch ontwerp"),
    WorkKind.PERFORMANCE: ("Concert", "Représentation", "Répétitions et spectacle", "Régie",
                           "Lecture publique", "Animation musicale", "Optreden"),
    WorkKind.COPYRIGHT: ("Cession de droits d'auteur", "Illustrations", "Licence d'utilisation",
                         "Auteursrechten"),
    WorkKind.TRAINING: ("Formation", "Atelier de deux jours", "Cours", "Opleiding"),
}  # fmt: skip


def title_of(unit: Production, place: int) -> str:
    """The title of the unit's work at a place; several titles follow each other."""
    known = TITLES[unit.kind]
    return known[place % len(known)]
