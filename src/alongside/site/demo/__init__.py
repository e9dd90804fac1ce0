"""The demo state: boards, agencies and people, plainly invented, with certificates, policies and questions.

`places` and `people` hold who and where as data, `questions` what was asked, `plan` draws days and numbers from a fixed
seed, counted back from today; `seed` carries it all out through the apps' own actions, `sign_ins` says who may be tried.
"""

import os
from pathlib import Path
from typing import Final

from alongside.rulebook.codes_folder import MORE_CODES, codes_folder

PASSWORD: Final = "walk alongside"  # noqa: S105 - printed on purpose: nothing here is real
MAIL_AT: Final = "demo.example"
SEED: Final = 20261119
"""The same people, days and numbers on every machine, for the same today."""

SIXTH_CODE: Final = "juniper"
INVENTED: Final = codes_folder() / "invented"


def sixth_code_files() -> tuple[Path, Path]:
    """The code files of the invented state, which are not read with the others: in force, and the next edition."""
    return INVENTED / "juniper-jpss.toml", INVENTED / "juniper-jpss-2027.toml"


def sixth_documents() -> tuple[Path, Path]:
    """The invented board's own documents for those two."""
    return INVENTED / "juniper.txt", INVENTED / "juniper-2027.txt"


def lend_the_sixth_code() -> None:
    """Let the rulebook read the invented code beside the real ones, unless the installation names others."""
    if all(file.is_file() for file in sixth_code_files()):
        os.environ.setdefault(MORE_CODES, os.pathsep.join(map(str, sixth_code_files())))
