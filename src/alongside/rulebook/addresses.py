"""Where clauses, codes and questions can be opened. A page that this installation does not have gives an empty address."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def clause_address(clause: str) -> str:
    """The page of a clause, by its id alone."""
    return reverse("rulebook:clause", kwargs={"clause": clause})


def code_address(code: str, **query: str) -> str:
    """The page of a code."""
    return with_query(reverse("rulebook:code", kwargs={"code": code}), **query)


def ask_address(act: str) -> str:
    """Where a worker asks about an act; empty where nobody can ask here."""
    try:
        return reverse("today:act", kwargs={"act": act})
    except NoReverseMatch:
        return ""


def page_of(app: str, code: str) -> str:
    """Where an app serves a clause of a code; empty where it has no page of its own, or is not here."""
    try:
        return reverse("attestation:code", args=[code]) if app == "attestation" else reverse(_PAGES[app])
    except (KeyError, NoReverseMatch):
        return ""


_PAGES = {
    "advocacy": "advocacy:mine",
    "applications": "applications:listed",
    "caseload": "caseload:people",
    "concerns": "concerns:mine",
    "credentials": "credentials:mine",
    "declarations": "declarations:home",
    "instruments": "instruments:home",
    "learning": "learning:home",
    "practice": "practice:choose",
    "reflection": "reflection:home",
    "renewals": "renewals:mine",
    "resources": "resources:home",
    "supervision": "supervision:mine",
    "today": "today:limits",
    "wellness": "wellness:plan",
    "wording": "wording:practice",
}


def compare_address(codes: list[str], topic: str = "") -> str:
    """The page that sets codes side by side."""
    return f"{reverse('rulebook:compare')}?{urlencode({'code': codes, 'topic': topic}, doseq=True)}"


def with_query(address: str, **query: str) -> str:
    """An address with what follows the question mark; what is empty is left out."""
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{address}?{asked}" if asked else address
