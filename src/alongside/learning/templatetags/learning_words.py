"""How templates say topics."""

from django import template

from alongside.learning.topics import topic_title as title_of

register = template.Library()


@register.filter
def topic_title(topic: str) -> str:
    """ "law-and-ethics" -> "Law and ethics"."""
    return title_of(topic)
