"""Addresses of the reader. A clause stands at /codes/<code>/<clause>/, and is named by its id alone."""

from django.urls import path, register_converter

from alongside.rulebook import views


class ClauseId:
    """`nm.integrity.3` as `nm/nm.integrity.3`; anything whose two parts disagree is no clause."""

    regex = r"[a-z][a-z0-9]{1,11}/[a-z][a-z0-9]{1,11}(?:\.[a-z0-9]+)+"

    def to_python(self, value: str) -> str:
        """The clause id. Raises ValueError, which the resolver takes for "not this address"."""
        code, clause = value.split("/")
        if clause.split(".", 1)[0] != code:
            raise ValueError(value)
        return clause

    def to_url(self, value: str) -> str:
        """The two parts of the address."""
        return f"{value.split('.', 1)[0]}/{value}"


register_converter(ClauseId, "clause")

app_name = "rulebook"
urlpatterns = [
    path("", views.codes, name="codes"),
    path("search/", views.search, name="search"),
    path("compare/", views.compare, name="compare"),
    path("<slug:code>/", views.code, name="code"),
    path("<slug:code>/document/", views.document, name="document"),
    path("<clause:clause>/", views.clause, name="clause"),
    path("<path:address>/", views.unknown),  # a slip in an address: what is near it
]
