"""Opening and closing accounts. Nobody signs up: an account is opened for somebody, who chooses its password by mail."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from alongside.accounts.addresses import absolute
from alongside.accounts.models import User
from alongside.journal.writing import write_journal


class AlreadyOpen(ValueError):
    """There is an account with this e-mail address already."""

    code = "already-open"


def open_account(*, email: str, name: str, language: str = "en", password: str | None = None, by: User | None) -> User:
    """Open an account whose address counts as confirmed: by the demo state, the command line or an invitation.

    Whether `by` may is for the caller to say, who gives the role that makes the account of use. Raises AlreadyOpen.
    """
    with transaction.atomic(durable=True):
        return open_account_within(email=email, name=name, language=language, password=password, by=by)


def open_account_within(*, email: str, name: str, language: str, password: str | None, by: User | None) -> User:
    """The same inside a transaction of the caller's. Raises ValidationError for an address or language that is none."""
    if User.objects.filter(email=User.objects.normalize_email(email)).exists():
        raise AlreadyOpen(email)
    user = User.objects.create_user(email, name=name, password=password, language=language)
    user.clean_fields(exclude={"password"})  # as stored: what is wrong undoes the transaction
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    write_journal("account.opened", user, by=by)
    return user


def send_invitation(user: User) -> None:
    """Mail the link by which somebody chooses the first password. Call it after the commit: mail takes its time."""
    link = absolute(
        reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )
    )
    with translation.override(user.language):
        subject = render_to_string("account/email/invitation_subject.txt").strip()
        message = render_to_string("account/email/invitation_message.txt", {"password_reset_url": link})
    send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [user.email])


def send_way_in(email: str) -> None:
    """Write to an address that somebody wanted to open an account with and that has one: how to sign in.

    Whoever never chose a password gets the letter to choose one. Mailed at once, as an invitation is, so that nobody can
    tell from the time it takes whether an address is known.
    """
    user = User.objects.filter(email=User.objects.normalize_email(email), is_active=True).first()
    if user is None:
        return
    if not user.has_usable_password():
        send_invitation(user)
        return
    with translation.override(user.language):
        subject = render_to_string("account/email/way_in_subject.txt").strip()
        message = render_to_string(
            "account/email/way_in_message.txt", {"sign_in_url": absolute(reverse("account_login"))}
        )
    send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [user.email])


def close_account(*, user: User, by: User | None) -> User:
    """Nobody can sign in to it any more. What was written stays, and the account can be opened again."""
    with transaction.atomic(durable=True):
        held = User.objects.select_for_update().get(pk=user.pk)
        held.is_active = False
        held.save(update_fields=["is_active"])
        write_journal("account.closed", held, by=by)
    return held
