"""How large a flood of files may be before it is no longer written down."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MOST_WRITTEN: Final = 25_000_000
"""Bytes of files in one request that are put on the disk. No form takes one as large."""


class FloodKeptOut(TemporaryFileUploadHandler):
    """Writes files to the temporary folder, as Django does, up to MOST_WRITTEN in a request.

    What comes after is counted and thrown away: the form is given a file that has its true size and no content, and says
    that it is too large, beside its field. Breaking the connection off instead would leave people without a word.
    """

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.written = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.written += len(raw_data)
        if self.written <= MOST_WRITTEN:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if self.written <= MOST_WRITTEN:
            return super().file_complete(file_size)
        self.file.close()  # which deletes it
        return InMemoryUploadedFile(
            BytesIO(),
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
