"""The account: an e-mail address to sign in with, a name to be greeted by, a language to be spoken to in."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from alongside.database.prepared import Prepared
from alongside.database.seldom import mark_now


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, name: str, password: str | None = None, language: str = "en") -> "User":
        """Open an account. Without a password nobody can sign in to it until one is chosen by an invitation link."""
        user = self.model(email=self.normalize_email(email), name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """All lower case: a person who types Rosa@ one day and rosa@ the next is one person."""
        return (email or "").strip().lower()

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """As ever; by its key alone, as every page asks for the account signed in, in prepared words."""
        if args or kwargs.keys() != {"pk"} or not isinstance(kwargs["pk"], int):
            return super().get(*args, **kwargs)
        found = _BY_KEY.first(kwargs["pk"], using=self._db)
        if found is None:
            raise self.model.DoesNotExist("User matching query does not exist.")
        return found

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser):
    """Somebody who may sign in. There is no superuser: every permission is a dated role in `people`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    @property
    def first_name_or_name(self) -> str:
        """What a greeting calls them."""
        return self.name.split()[0] if self.name.strip() else self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self: Self) -> str:
        return self.first_name_or_name


_BY_KEY = Prepared(lambda key: User.objects.filter(pk=key).annotate(mark=mark_now()), int)


class SignInCount(models.Model):
    """How many times a door was tried within a window: counted before the password is looked at.

    `door` is a keyed digest of the account, the address, or both, so that the table names nobody. One row a door;
    the count is raised by one statement, so a hundred tries at once are a hundred, not one.
    """

    door = models.CharField(max_length=64, primary_key=True)
    window_began = models.BigIntegerField(help_text="Unix seconds")
    tries = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(tries__gte=0), name="sign_in_tries_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.door[:8]}: {self.tries}"
