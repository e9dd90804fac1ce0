"""Addresses of this app's own pages."""

from django.urls import path

from alongside.renewals.views import board, mine

app_name = "renewals"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("legal/new/", mine.legal_new, name="legal-new"),
    path("legal/<int:action_id>/", mine.legal_one, name="legal-one"),
    path("recovery/", mine.recovery, name="recovery"),
    path("audit/<int:case_id>/", mine.case, name="case"),
    path("board/", board.queue, name="queue"),
    path("board/together/", board.together, name="together"),
    path("board/rule/", board.rule, name="rule"),
    path("board/legal/", board.actions, name="actions"),
    path("board/legal/<int:action_id>/", board.action, name="action"),
    path("board/audits/", board.audits, name="audits"),
    path("board/audits/<int:audit_id>/", board.audit, name="audit"),
    path("board/audits/cases/<int:case_id>/", board.audit_case, name="audit-case"),
    path("board/<int:renewal_id>/", board.decide, name="decide"),
    path("<str:token>/", mine.one, name="one"),
]
