"""Addresses of a certificate's own pages."""

from django.urls import path, re_path

from alongside.credentials import board_views, holding, moving, paper_views
from alongside.credentials.letters import views as letter_views

app_name = "credentials"

urlpatterns = [
    path("letters/", letter_views.letters, name="letters"),
    path("letters/new/", letter_views.write, name="new_letter"),
    path("letters/<int:pk>/", letter_views.write, name="write_letter"),
    path("letters/<int:pk>/retire/", letter_views.retire, name="retire_letter"),
    path("letters/sent/<int:pk>/", letter_views.letter, name="letter"),
    path("letters/sent/<int:pk>/letter.pdf", letter_views.pdf, name="letter_pdf"),
    path("<str:token>/letter/", letter_views.write_to, name="write_to"),
    path("", holding.mine, name="mine"),
    path("move/", moving.moves, name="moves"),
    path("move/<slug:code>/", moving.move, name="move"),
    path("board/", board_views.certificates, name="register"),
    path("board/order-rule/", board_views.order_rule, name="order-rule"),
    path("board/orders/<int:order_id>/withdraw/", board_views.withdraw, name="withdraw"),
    path("board/<int:certificate_id>/", board_views.certificate, name="one"),
    path("board/<int:certificate_id>/name/", board_views.name, name="name"),
    path("board/<int:certificate_id>/order/", board_views.order, name="order"),
    path("<str:token>/give-up/", holding.give_up, name="give-up"),
    path("<str:token>/set-aside/", holding.set_aside, name="set-aside"),
    path("<str:token>/papers/", paper_views.papers, name="papers"),
    re_path(r"^(?P<token>[^/]+)/(?P<paper>certificate|card)\.pdf$", paper_views.print_paper, name="print"),
]
