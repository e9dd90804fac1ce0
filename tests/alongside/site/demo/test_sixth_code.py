"""A sixth code, of an invented state, on every page: one data file and its board's document, nothing in Python."""

from datetime import date

from django.test import Client

from alongside.rulebook.models import Adoption, OfficialDocument
from alongside.rulebook.queries import standing_of
from alongside.rulings.models import KeptRuling
from alongside.site.demo.people import address
from tests.alongside.site.demo.conftest import TODAY, sign_in
from tests.clauses import clause


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_it_stands_among_the_codes_as_adopted(filled: None) -> None:
    page = text_of(Client(), "/codes/")

    assert "Juniper State" in page
    assert "Loaded and adopted" in page


def test_it_is_read_by_section_and_by_topic_in_its_own_order(filled: None) -> None:
    page = text_of(Client(), "/codes/juniper/")

    assert page.index("Walking Together") < page.index("Gifts, Money and Ties") < page.index("Endings")
    assert page.count("juniper.") >= 38


@clause("juniper.ties.1")
def test_a_clause_shows_the_official_words_beside_ours(filled: None) -> None:
    page = text_of(Client(), "/codes/juniper/juniper.ties.1/")

    assert "may be kept if it is worth no more than" in page, "the document's words"
    assert "you may keep a gift up to $40" in page, "ours"
    assert "May a meal cost more than the limit for gifts?" in page, "its reading"


def test_every_clause_has_a_page(filled: None) -> None:
    client = Client()

    for own in standing_of("juniper", TODAY).edition.clauses:
        assert own.id in text_of(client, f"/codes/juniper/{own.id}/")


def test_its_document_is_read_line_by_line(filled: None) -> None:
    page = text_of(Client(), "/codes/juniper/document/")

    assert "PART B. GIFTS, MONEY AND TIES" in page
    assert "juniper.keeping.6" in page


def test_it_is_found_by_search(filled: None) -> None:
    assert "juniper.ties.1" in text_of(Client(), "/codes/search/?q=gift")


def test_it_is_compared_with_other_codes(filled: None) -> None:
    page = text_of(Client(), "/codes/compare/?code=juniper&code=nm&code=nc&topic=gifts")

    assert "juniper.ties.1" in page
    assert "nm.integrity.3" in page


@clause("juniper.ties.1")
def test_its_worker_asks_and_gets_its_ruling_under_a_limit_their_employer_lowered(filled: None) -> None:
    client = sign_in(address("Tamsin Hale"))
    said = ["person.served=now", "gift.kind=other", "gift.value=38.00"]

    page = client.post("/ask/accept-gift/", {"said": said})
    client.post("/ask/accept-gift/keep/", {"said": said, "shown": "prohibited", "do": "keep"})

    assert page.status_code == 200
    assert "Prohibited" in page.content.decode()
    assert "juniper.ties.1" in page.content.decode()
    kept = KeptRuling.objects.filter(worker__name="Tamsin Hale").latest("pk")
    assert (kept.answer, [code.id for code in kept.told().codes]) == ("prohibited", ["juniper"])


@clause("juniper.ties.1")
def test_a_stranger_asks_under_it(filled: None) -> None:
    said = ["person.served=now", "gift.kind=other", "gift.value=38.00"]

    page = Client().post("/ask/accept-gift/", {"said": said, "under": "juniper"})

    assert page.status_code == 200
    assert "juniper.ties.1" in page.content.decode()


def test_its_board_sees_its_match_its_readings_and_its_history(filled: None) -> None:
    client = sign_in(address("Wren Halvorsen"))
    document = OfficialDocument.objects.get(file_name="juniper.txt")

    assert "38 of 38" in text_of(client, "/board/")
    assert "All 38 clauses stand" in text_of(client, f"/board/juniper/document/{document.pk}/")
    assert "juniper.ties.4" in text_of(client, "/board/readings/?show=disputed")
    assert "Wren Halvorsen" in text_of(client, "/board/history/")


def test_another_board_sees_none_of_it(filled: None) -> None:
    client = sign_in(address("Priya Nand"))
    document = OfficialDocument.objects.get(file_name="juniper.txt")

    for path in (f"/board/juniper/document/{document.pk}/", "/board/juniper/adopt/", "/board/juniper/document/"):
        assert client.get(path).status_code == 404


def test_its_next_edition_is_compared_by_behaviour_and_adopted_from_a_day(filled: None) -> None:
    client = sign_in(address("Wren Halvorsen"))
    page = client.get("/board/juniper/adopt/")
    offered = page.context["form"].initial

    client.post("/board/juniper/adopt/", {**offered, "from_day": "2027-03-01"})

    assert "juniper.ties.1" in page.content.decode(), "what changes is shown before it is adopted"
    assert "juniper.keeping.1" in page.content.decode()
    adoption = Adoption.objects.filter(code="juniper").latest("number")
    assert (adoption.number, adoption.edition_name, adoption.from_day) == (2, "2027 standards", date(2027, 3, 1))
    assert standing_of("juniper", TODAY).edition.name == "2024 standards"
    assert standing_of("juniper", date(2027, 3, 1)).edition.name == "2027 standards"
