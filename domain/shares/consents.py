"""What people agree to when they join: the exact texts, by version and language.

A published text never changes: a new wording is a new version, added to the end, so that
everyone can read again what they agreed to. The fingerprint is kept with each agreement.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from domain.errors import N_, Msg, RuleError

TITLES: Mapping[str, Msg] = MappingProxyType(
    {
        "contract_of_use": N_("The contract of use of the shared enterprise"),
        "statutes": N_("The main rules of the statutes"),
        "data_protection": N_("What happens with your data"),
    }
)


@dataclass(frozen=True, slots=True)
class Consent:
    """One version of one text, in each language."""

    code: str
    version: int
    texts: Mapping[str, Sequence[str]]  # language: its paragraphs

    def sha256(self, language: str) -> str:
        """The fingerprint of the text as it is shown."""
        return hashlib.sha256("\n".join(self.texts[language]).encode()).hexdigest()


@dataclass(eq=False)
class NotAgreed(RuleError):
    """Nobody joins without having agreed to each text."""

    message = N_("Read this text and tick it: nobody joins without it.")
    field: str  # type: ignore[misc]  # the text that is missing

    def facts(self) -> dict[str, object]:
        """The sentence has no placeholders."""
        return {}


CONSENTS: tuple[Consent, ...] = (
    Consent(
        "contract_of_use",
        1,
        {
            "en": (
                (
                    "The cooperative invoices your clients, collects the money and employs you "
                    "for the work. You bring your own clients and you negotiate your own prices."
                ),
                (
                    "What you invoice enters the budget of your unit. The cooperative keeps its "
                    "contribution from it, at the rate published under “Rules and figures”; the "
                    "rest pays your wages with all social contributions and taxes, and your "
                    "expenses."
                ),
                (
                    "You announce work before it begins, you describe it truly, and you respect "
                    "the safety rules of the places where you work."
                ),
                "You may stop at any time. What was begun is finished, invoiced and paid.",
            ),
            "fr": (
                (
                    "La coopérative facture vos client·es, encaisse l'argent et vous engage pour "
                    "le travail. Vous trouvez vos client·es et vous négociez vos prix."
                ),
                (
                    "Ce que vous facturez entre dans le budget de votre unité. La coopérative y "
                    "prélève sa contribution, au taux publié sous « Règles et chiffres » ; le "
                    "reste paie votre salaire, avec toutes les cotisations et tous les impôts, et"
                    " vos frais."
                ),
                (
                    "Vous annoncez le travail avant qu'il commence, vous le décrivez tel qu'il "
                    "est et vous respectez les règles de sécurité des lieux où vous travaillez."
                ),
                (
                    "Vous pouvez arrêter à tout moment. Ce qui est commencé est terminé, facturé "
                    "et payé."
                ),
            ),
            "nl": (
                (
                    "De coöperatie factureert aan je klanten, int het geld en neemt je in dienst "
                    "voor het werk. Je brengt je eigen klanten mee en je onderhandelt zelf je "
                    "prijzen."
                ),
                (
                    "Wat je factureert, komt in het budget van je eenheid. De coöperatie houdt er"
                    " haar bijdrage op in, tegen het tarief dat onder “Regels en cijfers” staat; "
                    "de rest betaalt je loon, met alle sociale bijdragen en belastingen, en je "
                    "kosten."
                ),
                (
                    "Je kondigt werk aan voor het begint, je beschrijft het zoals het is en je "
                    "volgt de veiligheidsregels van de plaatsen waar je werkt."
                ),
                (
                    "Je kan op elk moment stoppen. Wat begonnen is, wordt afgewerkt, gefactureerd"
                    " en betaald."
                ),
            ),
        },
    ),
    Consent(
        "statutes",
        1,
        {
            "en": (
                (
                    "You become a shareholder: at least one share for each calendar year in which"
                    " you use the services. You pay shares yourself; a unit never pays them."
                ),
                ("One person has one vote in the general assembly, whatever the number of shares."),
                (
                    "Shares give no dividend. Who leaves gets back at most what was paid on the "
                    "shares, under the conditions of the statutes and of the law."
                ),
                (
                    "A request to leave is made in the first six months of a year. The board may "
                    "refuse or exclude for serious reasons, after hearing the person."
                ),
            ),
            "fr": (
                (
                    "Vous devenez actionnaire : au moins une part pour chaque année civile où "
                    "vous utilisez les services. Vous payez les parts vous-même ; une unité ne "
                    "les paie jamais."
                ),
                (
                    "Une personne a une voix à l'assemblée générale, quel que soit le nombre de "
                    "parts."
                ),
                (
                    "Les parts ne donnent pas de dividende. Qui s'en va récupère au plus ce qui a"
                    " été payé pour les parts, aux conditions des statuts et de la loi."
                ),
                (
                    "La demande de départ se fait dans les six premiers mois d'une année. "
                    "L'organe d'administration peut refuser ou exclure pour des raisons graves, "
                    "après avoir entendu la personne."
                ),
            ),
            "nl": (
                (
                    "Je wordt aandeelhouder: minstens één aandeel voor elk kalenderjaar waarin je"
                    " de diensten gebruikt. Je betaalt aandelen zelf; een eenheid betaalt ze "
                    "nooit."
                ),
                (
                    "Eén persoon heeft één stem in de algemene vergadering, hoeveel aandelen het "
                    "ook zijn."
                ),
                (
                    "Aandelen geven geen dividend. Wie vertrekt, krijgt hoogstens terug wat voor "
                    "de aandelen betaald is, onder de voorwaarden van de statuten en de wet."
                ),
                (
                    "Vertrekken vraag je in de eerste zes maanden van een jaar. Het "
                    "bestuursorgaan kan om ernstige redenen weigeren of uitsluiten, nadat het de "
                    "persoon gehoord heeft."
                ),
            ),
        },
    ),
    Consent(
        "data_protection",
        1,
        {
            "en": (
                (
                    "The cooperative keeps what you answer here to decide about your application,"
                    " to keep the share register, and later to pay and declare your work."
                ),
                (
                    "Your answers are stored encrypted. The administrative team reads them; "
                    "finance sees your name and your payment."
                ),
                (
                    "You may see your data, have it corrected and ask what it is used for. What "
                    "the law makes us keep, such as the share register, stays for the time it "
                    "says."
                ),
            ),
            "fr": (
                (
                    "La coopérative garde vos réponses pour décider de votre demande, tenir le "
                    "registre des parts et, plus tard, payer et déclarer votre travail."
                ),
                (
                    "Vos réponses sont chiffrées. L'équipe administrative les lit ; les finances "
                    "voient votre nom et votre paiement."
                ),
                (
                    "Vous pouvez voir vos données, les faire corriger et demander à quoi elles "
                    "servent. Ce que la loi nous fait garder, comme le registre des parts, reste "
                    "le temps qu'elle fixe."
                ),
            ),
            "nl": (
                (
                    "De coöperatie bewaart je antwoorden om over je aanvraag te beslissen, het "
                    "aandelenregister bij te houden en later je werk te betalen en aan te geven."
                ),
                (
                    "Je antwoorden zijn versleuteld. Het administratieve team leest ze; financiën"
                    " ziet je naam en je betaling."
                ),
                (
                    "Je kan je gegevens zien, laten verbeteren en vragen waarvoor ze dienen. Wat "
                    "we van de wet moeten bewaren, zoals het aandelenregister, blijft zolang de "
                    "wet zegt."
                ),
            ),
        },
    ),
)


def current() -> tuple[Consent, ...]:
    """The newest version of each text: what somebody who joins today agrees to."""
    newest = {consent.code: consent for consent in CONSENTS}
    return tuple(newest.values())


def check_agreed(ticked: Collection[str]) -> None:
    """Refuse at the first text that is not agreed to."""
    for consent in current():
        if consent.code not in ticked:
            raise NotAgreed(consent.code)


def all_agreed(given: Collection[tuple[str, int]]) -> bool:
    """Were all the texts of today agreed to, in the version of today?"""
    return all((consent.code, consent.version) in given for consent in current())
