"""Template tags and filters of the parts: `{% load ui %}`."""
