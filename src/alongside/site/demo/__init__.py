"""The demo state: boards, agencies and people, plainly invented, with certificates, policies and questions.

`places` and `people` hold who and where as data, `questions` what was asked, `plan` draws days and numbers from a fixed
seed, counted back from today; `seed` carries it all out through the apps' own actions, `sign_ins` says who may be tried.
"""

import os
from pathlib import Path
from typing import Final

from alongside.rulebook.codes_folder import codes_folder

PASSWORD: Final = "walk alongside"  # noqa: S105 - printed on purpose: nothing here is real
MAIL_AT: Final = "demo.example"
SEED: Final = 20261119
"""The same people, days and numbers on every machine, for the same today."""

SIXTH_CODE: Final = "juniper"
MORE_CODES: Final = "ALONGSIDE_MORE_CODES"


def sixth_code_file() -> Path:
    """The code file of the invented state, which is not read with the others."""
    return codes_folder() / "invented" / "juniper-jpss.toml"


def sixth_document() -> Path:
    """The invented board's own document."""
    return codes_folder() / "invented" / "juniper.txt"


def lend_the_sixth_code() -> None:
    """Let the rulebook read the invented code beside the real ones, unless the installation names others."""
    if sixth_code_file().is_file():
        os.environ.setdefault(MORE_CODES, str(sixth_code_file()))
