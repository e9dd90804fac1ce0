"""Before the first service: what it costs as the agency set it, who may know by name, in any language, and who else heard it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.caseload.models import TeamPlace
from alongside.caseload.team import add_to_team
from alongside.consent.partners import Partner, add_partner
from alongside.consent.words import RecipientKind
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, RoleKind, Worker
from alongside.practice.fees import FeeChanged, NoFeeOnFile, fee_of, set_fee
from alongside.practice.models import Fee, HeardToo, Told
from alongside.practice.refusals import NeedsWords, NotStandingNow, TooLong
from alongside.practice.sayings import _FILE, editions, wording_of
from alongside.practice.telling import Heard, still_to_tell, tell_person
from alongside.practice.telling_others import others_told, put_others_right, tell_others
from tests.alongside.caseload.makers import assign, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import MORNING, TODAY, account, give
from tests.clauses import clause

WORDS = {"en": "Nothing. Medicaid pays.", "es": "Nada. Paga Medicaid."}
SAID_YES = Heard(Told.Took.SAID_YES, "en")
NAVAJO = "T’áá jíík’e."


def fee(here: Practice, words: dict[str, str] = WORDS) -> Fee:
    row = set_fee(agency=here.caseload.place.agency, words=words, by=here.caseload.place.others["administrator"])
    assert row is not None
    return row


def tell(worker: Worker, person: Person, *about: Told.About, heard: Heard = SAID_YES) -> list[Told]:
    return tell_person(record=open_for(worker, person), about=about, heard=heard, by=user_of(worker), on=TODAY)


def page(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def speaks(person: Person, language: str) -> None:
    person.language = language
    person.save()


def own(here: Practice, person: Person) -> Client:
    """The person themselves, signed in."""
    user = account("Themselves")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    person.user = user
    person.save()
    client = Client()
    client.force_login(user)
    return client


# ---- what it costs


@clause("sud.2.15a", "ak.rel.2")
@pytest.mark.parametrize(("code", "name"), [("sud", "sud.2.15a"), ("ak", "ak.rel.2")])
def test_what_nobody_has_set_is_told_to_nobody_and_is_a_finding_on_the_agencys_page(
    here: Practice, code: str, name: str
) -> None:
    worker, teo = here.with_(code), here.caseload.teo
    ada = as_(here.caseload.place.others["administrator"])
    missing, unset = page(ada, "/agency/policies/"), page(as_(worker), f"/contacts/tell/{teo.pk}/")
    with pytest.raises(NoFeeOnFile):
        tell(worker, teo, Told.About.COSTS)

    sent = ada.post("/contacts/fees/", {"in-en": WORDS["en"], "in-es": WORDS["es"]})
    shown = page(as_(worker), f"/contacts/tell/{teo.pk}/")
    told = tell(worker, teo, Told.About.COSTS)[0]

    assert sent.status_code == 302
    assert "What support costs is not on file" in missing
    assert name in missing
    assert "What it costs is not on file" in unset
    assert 'value="costs"' not in unset
    assert WORDS["en"] in shown
    assert told.fee == fee_of(here.caseload.place.agency)
    assert WORDS["en"] in wording_of(told)
    assert "What support costs is on file" in page(ada, "/agency/policies/")


def test_a_code_that_does_not_bid_it_makes_no_finding(here: Practice) -> None:
    shown = page(as_(here.caseload.place.others["administrator"]), "/agency/policies/")

    assert "What support costs" not in shown.split("<main")[1]


@clause("sud.2.15a", "ak.rel.2")
def test_another_fee_is_to_be_told_anew_and_the_row_keeps_the_one_that_was_told(here: Practice) -> None:
    worker, teo = here.with_("sud"), here.caseload.teo
    first = fee(here)
    told = tell(worker, teo, Told.About.COSTS)[0]
    before = still_to_tell(teo, worker), page(as_(worker), f"/people/{teo.pk}/")

    with clock.standing_at(MORNING + timedelta(hours=1)):
        second = fee(here, {"en": "Five dollars for the group."})
    after = still_to_tell(teo, worker), page(as_(worker), f"/people/{teo.pk}/")
    with pytest.raises(FeeChanged):
        tell(worker, teo, Told.About.COSTS, heard=Heard(Told.Took.SAID_YES, "en", fee=first.pk))
    again = tell(worker, teo, Told.About.COSTS, heard=Heard(Told.Took.SAID_YES, "en", fee=second.pk))[0]

    assert Told.About.COSTS not in before[0]
    assert "What it costs" not in before[1]
    assert Told.About.COSTS in after[0]
    assert "What it costs" in after[1]
    assert (WORDS["en"] in wording_of(told), again.fee) == (True, second)
    assert "Five dollars for the group." in wording_of(again)


def test_a_page_that_showed_another_fee_is_handed_back_with_what_was_ticked(here: Practice) -> None:
    worker, teo = here.with_("sud"), here.caseload.teo
    first = fee(here)
    second = fee(here, {"en": "Five dollars for the group."})
    sent = {"about": ["role", "costs"], "took": "said-yes", "language": "en", "fee": first.pk}

    answer = as_(worker).post(f"/contacts/tell/{teo.pk}/", sent)
    html = answer.content.decode()
    as_(worker).post(f"/contacts/tell/{teo.pk}/", sent | {"fee": second.pk})

    assert answer.status_code == 422
    assert "What it costs changed while this page was open" in html
    assert f'name="fee" value="{second.pk}"' in html
    assert html.count(" checked") == 3
    assert {row.about: row.fee for row in Told.objects.all()} == {"role": None, "costs": second}


def test_only_an_administrator_sets_it_in_words_of_known_languages(here: Practice) -> None:
    agency, ada = here.caseload.place.agency, here.caseload.place.others["administrator"]
    with pytest.raises(NotTheirs):
        set_fee(agency=agency, words=WORDS, by=here.amira)
    with pytest.raises(TooLong):
        set_fee(agency=agency, words={"en": "x" * 1001}, by=ada)
    with pytest.raises(ValidationError, match="not the tag"):
        set_fee(agency=agency, words={"Klingonese": "Nothing."}, by=ada)
    assert set_fee(agency=agency, words={}, by=ada) is None

    rows = [fee(here), fee(here)]
    set_fee(agency=agency, words={"en": "  "}, by=ada)

    assert len({row.pk for row in rows}) == 1
    assert fee_of(agency) is None
    assert as_(here.user).post("/contacts/fees/", {"in-en": "Free."}).status_code == 200
    assert "Ask an administrator of your agency" in page(as_(here.user), "/contacts/fees/")


def test_it_is_written_in_each_language_that_is_spoken_here_and_one_more(here: Practice) -> None:
    speaks(here.rosa, "nv")
    ada = as_(here.caseload.place.others["administrator"])
    sent = {"in-en": "Nothing.", "in-nv": NAVAJO}

    asked = page(ada, "/contacts/fees/")
    nameless = ada.post("/contacts/fees/", sent | {"other_words": "Không mất tiền."})
    wordless = ada.post("/contacts/fees/", sent | {"other": "Vietnamese"})
    ada.post("/contacts/fees/", sent | {"other": "vietnamita", "other_words": "Không mất tiền."})

    assert "Navajo" in asked
    assert (nameless.status_code, wordless.status_code) == (422, 422)
    assert Fee.objects.get().words == {"en": "Nothing.", "nv": NAVAJO, "vi": "Không mất tiền."}


def test_the_database_has_no_fee_told_as_anything_but_what_it_costs(here: Practice) -> None:
    row = tell(here.dana, here.rosa, Told.About.ROLE)[0]
    row.pk, row.fee = None, fee(here)
    row._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# ---- the page


@clause("nm.reporting.4", "sud.3.17", "ak.rel.1", "ak.rel.5a", "nc.3.3")
@pytest.mark.parametrize("code", ["nm", "nc", "sud", "ak"])
def test_nothing_is_acknowledged_before_somebody_ticks_it(here: Practice, code: str) -> None:
    fee(here)
    worker, teo = here.with_(code), here.caseload.teo
    address, client = f"/contacts/tell/{teo.pk}/", as_(worker)

    opened = page(client, address)
    untouched = client.post(address, {"language": "English"})
    unsaid = client.post(address, {"language": "English", "about": ["role"]})
    before = Told.objects.count()
    client.post(address, {"language": "English", "about": ["all"], "took": "signed"})

    assert " checked" not in opened.split("<main")[1]
    assert (untouched.status_code, unsaid.status_code, before) == (422, 422, 0)
    assert b"Tick what you told them." in untouched.content
    assert b"Say how you know." in unsaid.content
    assert {row.about for row in Told.objects.all()} == set(Told.About.values)
    assert {row.took for row in Told.objects.all()} == {"signed"}


@clause("nm.reporting.4", "sud.3.17", "ak.rel.1", "ak.rel.5a", "nc.3.3")
@pytest.mark.parametrize("code", ["nm", "nc", "ca", "sud", "ak"])
def test_nothing_is_ticked_for_what_was_heard_before_or_from_somebody_else(here: Practice, code: str) -> None:
    fee(here)
    worker, teo = here.with_(code), here.caseload.teo
    assign(teo, here.dana, here.amira)
    tell(here.dana, teo, *Told.About)
    from_another = page(as_(worker), f"/contacts/tell/{teo.pk}/")
    tell(worker, teo, *Told.About, heard=Heard(Told.Took.SIGNED, "en"))

    again = page(as_(worker), f"/contacts/tell/{teo.pk}/")

    assert "Heard on" not in from_another  # each worker says it themselves
    assert again.count("Heard on November 19") == len(Told.About)
    for shown in (from_another, again):
        assert " checked" not in shown.split("<main")[1]


@clause("nc.3.3")
def test_the_team_is_named_and_every_sentence_stands_in_their_language_beside_the_workers(here: Practice) -> None:
    fee(here)
    worker, teo = here.with_("nc"), here.caseload.teo
    speaks(teo, "es-MX")
    record = open_for(worker, teo)
    tell(worker, teo, Told.About.TEAM)
    add_to_team(
        record=record, user=here.amira, as_what=TeamPlace.As.COORDINATOR, agreed=True, by=user_of(worker), on=TODAY
    )

    shown = page(as_(worker), f"/contacts/tell/{teo.pk}/")

    theirs = shown.split('<div class="al-voice" lang="es">')[1:]
    assert len(theirs) == len(Told.About)
    for about, words in zip(Told.About, theirs, strict=True):
        assert editions()[1][about.value]["es"] in words
        assert editions()[1][about.value]["en"] in words
    assert WORDS["es"] in theirs[1]
    assert worker.name in theirs[3]
    assert here.amira.name in theirs[3]
    assert "nc.3.3" in theirs[3]


@clause("nm.reporting.4")
@pytest.mark.parametrize(("code", "is_said"), [("nm", True), ("ca", False)])
def test_harmful_and_illegal_activities_are_named_where_the_code_has_them_reported(
    here: Practice, code: str, is_said: bool
) -> None:
    worker, teo = here.with_(code), here.caseload.teo

    told = tell(worker, teo, Told.About.REPORTING)[0]

    says = "My code also has me report harmful and illegal activities."
    assert (says in page(as_(worker), f"/contacts/tell/{teo.pk}/")) is is_said
    assert (says in " ".join(wording_of(told))) is is_said


def test_an_edition_of_our_sentences_that_people_were_told_is_never_edited() -> None:
    digests = {1: "3c30cad0577415cd"}

    whole = _FILE.read_text(encoding="utf-8").split("[[edition]]")[1:]

    assert {n: sha256(own.strip().encode()).hexdigest()[:16] for n, own in enumerate(whole, 1)} == digests
    assert [edition["number"] for edition in editions().values()] == [1]


# ---- any language


def test_somebody_is_told_in_a_language_that_has_no_pages_through_an_interpreter(here: Practice) -> None:
    fee(here, {**WORDS, "nv": NAVAJO})
    speaks(here.rosa, "nv")
    dana, address = as_(here.dana), f"/contacts/tell/{here.rosa.pk}/"

    opened = page(dana, address)
    sent = {"about": ["costs", "reporting"], "took": "interpreter", "language": "Navajo"}
    unknown = dana.post(address, sent | {"language": "Mixteco"})
    dana.post(address, sent)
    told = {row.about: row for row in Told.objects.all()}

    assert "speaks Navajo. We have no words in it" in opened
    assert f'lang="nv"><p>{NAVAJO}</p>' in opened
    assert 'value="Navajo"' in opened
    assert unknown.status_code == 422
    assert "Mixtec" in unknown.content.decode().split("Which one:")[1][:200]
    assert {(row.language, row.took) for row in told.values()} == {("nv", "interpreter")}
    assert NAVAJO in wording_of(told["costs"])


def test_a_language_that_is_none_is_refused_in_the_action_too(here: Practice) -> None:
    with pytest.raises(ValidationError, match="not the tag"):
        tell(here.dana, here.rosa, Told.About.ROLE, heard=Heard(Told.Took.SAID_YES, "xx-xx"))


# ---- others it concerns


@clause("ca.confidentiality.5")
def test_the_person_and_others_it_concerns_hear_what_stays_private_and_both_are_dated_and_shown(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    record, address, client = open_for(worker, teo), f"/contacts/tell/{teo.pk}/", as_(worker)
    mother = Partner(RecipientKind.FAMILY, "Ana", "his mother")
    add_partner(record=record, partner=mother, agreed=True, by=user_of(worker), on=TODAY)
    asked = page(client, address)
    sent = {
        "about": ["confidentiality"],
        "took": "said-yes",
        "language": "en",
        "partners": ["Ana (his mother)"],
        "who": "Pete, who drives him",
    }

    for _ in range(2):
        client.post(address, sent)
    shown, theirs = page(client, address), own(here, teo).get(f"/contacts/mine/{teo.pk}/").content.decode()

    assert "ca.confidentiality.5" in asked
    assert "Ana (his mother)" in asked
    told, heard = Told.objects.get(), HeardToo.objects.get()
    assert (told.about, told.on) == ("confidentiality", TODAY)
    assert (heard.who, heard.abouts, heard.on) == ("Ana (his mother), Pete, who drives him", "confidentiality", TODAY)
    assert b"Pete" not in bytes(heard.sealed)
    assert "Heard on November 19" in shown
    assert "Pete, who drives him</b>, November 19" in shown
    assert "Pete, who drives him</b>, November 19" in theirs


@clause("ca.confidentiality.5")
def test_who_heard_it_is_two_taps_from_the_persons_page_and_put_right_by_a_new_row(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    fee(here)
    tell(worker, teo, *Told.About)
    client, address = as_(worker), f"/contacts/tell/{teo.pk}/"
    from_the_page = page(client, f"/people/{teo.pk}/")
    sent = {"about": ["confidentiality"], "language": "en", "only_others": "on", "who": "Ana, his mother"}
    client.post(address, sent)
    row = HeardToo.objects.get()
    form, right = (
        f"{address}others/{row.pk}/",
        {"who": "Ana, his aunt", "about": ["confidentiality"], "on": "2026-11-18"},
    )

    opened = page(client, form)
    empty = client.post(form, {"on": "2026-11-18"})
    ahead = client.post(form, right | {"on": "2026-11-20"})
    client.post(form, right)
    second = client.post(form, right | {"who": "Somebody else"})
    shown, theirs = page(client, address), page(own(here, teo), f"/contacts/mine/{teo.pk}/")

    assert f'href="{address}"' in from_the_page  # although all of it was told
    assert 'value="Ana, his mother"' in opened
    assert (empty.status_code, ahead.status_code, second.status_code) == (422, 422, 404)
    assert b"Say who heard it." in empty.content
    before, after = HeardToo.objects.order_by("pk")
    assert (before.who, before.on) == ("Ana, his mother", TODAY)
    assert (after.who, after.on, after.instead_of) == ("Ana, his aunt", TODAY - timedelta(days=1), before)
    for words in (shown, theirs):
        assert "Ana, his aunt</b>, November 18" in words
        assert f"Put right on November 19, 2026 by {worker.name}" in words
        assert "his mother" not in words


@clause("ca.confidentiality.5")
def test_a_slip_is_taken_back_and_kept(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    record, about = open_for(worker, teo), [Told.About.CONFIDENTIALITY]
    row = tell_others(record=record, who="Ana, his mother", about=about, by=user_of(worker), on=TODAY)
    client = as_(worker)

    client.post(f"/contacts/tell/{teo.pk}/others/{row.pk}/", {"nobody": "on", "on": "2026-11-19"})

    assert list(others_told(teo)) == []
    assert HeardToo.objects.count() == 2
    with pytest.raises(NotStandingNow):
        put_others_right(row=row, record=record, said=None, by=user_of(worker))
    with pytest.raises(NotTheirs):
        put_others_right(row=row, record=open_for(here.dana, here.rosa), said=None, by=here.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        HeardToo.objects.create(
            agency=teo.agency, person=teo, worker=worker, abouts="", sealed=b"", on=TODAY, by=user_of(worker),
            at=clock.now(),
        )  # fmt: skip


@clause("ca.confidentiality.5")
def test_others_may_hear_it_apart_which_tells_the_person_nothing(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    client, sent = as_(worker), {"about": ["confidentiality"], "language": "en", "only_others": "on"}

    nobody = client.post(f"/contacts/tell/{teo.pk}/", sent)
    client.post(f"/contacts/tell/{teo.pk}/", sent | {"who": "Ana, his mother"})

    assert nobody.status_code == 422
    assert b"Say who heard it." in nobody.content
    assert [row.who for row in others_told(teo)] == ["Ana, his mother"]
    assert Told.About.CONFIDENTIALITY in still_to_tell(teo, worker)


def test_that_others_heard_it_is_written_by_who_supports_the_person_and_says_who(here: Practice) -> None:
    record, about = open_for(here.dana, here.rosa), [Told.About.CONFIDENTIALITY]

    with pytest.raises(NeedsWords):
        tell_others(record=record, who=" ", about=about, by=here.user, on=TODAY)
    with pytest.raises(NeedsWords):
        tell_others(record=record, who="Ana", about=[], by=here.user, on=TODAY)
    with pytest.raises(TooLong):
        tell_others(record=record, who="x" * 201, about=about, by=here.user, on=TODAY)
    with pytest.raises(NotTheirs):
        tell_others(record=record, who="Ana", about=about, by=here.amira, on=TODAY)

    assert not HeardToo.objects.exists()


# ---- what the person reads


@clause("sud.2.15a", "nm.reporting.4")
def test_the_person_reads_what_they_were_told_by_whom_when_and_at_which_fee(here: Practice) -> None:
    fee(here)
    tell(here.dana, here.rosa, Told.About.COSTS, heard=Heard(Told.Took.SIGNED, "es"))
    tell(here.dana, here.rosa, Told.About.REPORTING)
    fee(here, {"en": "Five dollars."})

    theirs = page(own(here, here.rosa), f"/contacts/mine/{here.rosa.pk}/")

    assert "What I was told" in theirs
    assert WORDS["es"] in theirs
    assert "Five dollars." not in theirs
    assert "November 19, 2026 · Dana Ruiz · Spanish · They signed" in theirs
    assert "harmful and illegal activities" in theirs


def test_what_was_told_before_wordings_were_kept_reads_without_one(here: Practice) -> None:
    row = tell(here.dana, here.rosa, Told.About.ROLE)[0]
    row.wording = None

    assert wording_of(row) == ()
