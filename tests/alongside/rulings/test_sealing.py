"""What is sealed comes back whole and unchanged or not at all, under a new key and from earlier versions too."""

import json
from base64 import urlsafe_b64decode

import pytest
from pytest_django import Settings

from alongside.rulings.sealing import CannotOpen, seal, unseal


def test_what_is_long_is_packed_before_it_is_sealed_and_comes_back_whole() -> None:
    said = {"words": ["You give and take nothing worth more than the agency allows, and write it down. Año ✓"] * 40}
    at_the_edge = [{"w": "x" * n} for n in range(980, 1_010)]

    assert unseal(seal(said)) == said
    assert len(seal(said)) < len(json.dumps(said)) / 4
    assert [unseal(seal(own)) for own in at_the_edge] == at_the_edge


SEALED_BEFORE = {
    "short": "gAAAAABlU_EAAAECAwQFBgcICQoLDA0OD8kkOrQ0yFZHmjfoYeuAK69-Y-N8ZTxMrEJbw5pjeE3S-8uWGlY0EmhmwnydJJDn88qXyFclOpMszCc_k-bU"
    "KlY=",
    "packed": "gAAAAABlU_EAAAECAwQFBgcICQoLDA0ODzlm9yxARqLLXfQAqdKt10nEDrWMEO2VQn3NpzdHPKXOivcb5bMXZru1nJWHpvLQFBroIpAu2yhTJu_RGCcdf9D"
    "bujJQ7w21njv9hqnYd4WrlWz01vRNqws7KxDRjv6yTw==",
}
"""As earlier versions sealed, under the key "a key of long ago"."""


@pytest.mark.parametrize(("length", "said"), [("short", "ñandú"), ("packed", "ñandú " * 300)])
def test_what_earlier_versions_sealed_is_read_as_text_and_in_bytes(settings: Settings, length: str, said: str) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new key", ["a key of long ago"]
    sealed = SEALED_BEFORE[length]

    assert unseal(sealed.encode()) == unseal(urlsafe_b64decode(sealed)) == {"said": said}


@pytest.mark.parametrize("number", [0, 1, 12, 13, 28, 29])
def test_what_was_sealed_opens_whole_and_unchanged_or_not_at_all(number: int) -> None:
    sealed = seal({"said": "ñandú"})

    assert seal({"said": "ñandú"}) != sealed
    with pytest.raises(CannotOpen):
        unseal(sealed[:number])
    with pytest.raises(CannotOpen):
        unseal(sealed[:number] + bytes([sealed[number] ^ 1]) + sealed[number + 1 :])


def test_a_new_key_opens_what_the_old_one_sealed_while_that_stands_beside_it(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old key", []
    sealed = seal({"said": "ñandú"})

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new key", ["old key"]
    assert unseal(sealed) == {"said": "ñandú"}

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotOpen):
        unseal(sealed)
