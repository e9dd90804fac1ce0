"""The one page of settings. What an agency or a board decides is a row, not a setting.

Everything an operator may turn is an environment variable named here, with what happens when it is left out.
"""

import secrets
import sqlite3
from pathlib import Path
from typing import Any, Final

import environ
from django.utils.translation import gettext_lazy as _

from alongside.site.databases import database_options

env = environ.Env()


def data_folder() -> Path:
    """Where the database, keys and mail of this installation live: `ALONGSIDE_DATA`, else `var/` of the checkout."""
    chosen = env.str("ALONGSIDE_DATA", default="")
    if chosen:
        folder = Path(chosen).expanduser().resolve()
    else:
        checkout = Path(__file__).resolve().parents[3]
        folder = (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_secret(path: Path) -> str:
    """The secret in `path`; made on first use, readable by its owner alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


DATA: Final = data_folder()

# Public host names, comma separated. Left out, the site answers on this machine only, and plain http is allowed.
HOSTS: Final[list[str]] = env.list("ALONGSIDE_HOSTS", default=[])
LOCAL: Final = not HOSTS
DEMO: Final = LOCAL and env.bool("ALONGSIDE_DEMO", default=False)
DEBUG = LOCAL and env.bool("ALONGSIDE_DEBUG", default=False)
# An instant such as 2026-11-22T10:00:00-07:00 at which the clock stands still: for demonstrations and browser tests.
CLOCK_STANDS_AT: Final[str] = env.str("ALONGSIDE_NOW", default="") if LOCAL else ""
# Scheme and host that letters and printed addresses begin with.
ORIGIN: Final = env.str("ALONGSIDE_ORIGIN", default=f"https://{HOSTS[0]}" if HOSTS else "http://localhost:8000")
# How many reverse proxies stand in front; their forwarded addresses are believed, and no others.
PROXIES: Final = env.int("ALONGSIDE_PROXIES", default=0)

# Earlier secrets, newest first: what they signed or encrypted still opens.
SECRET_KEY_FALLBACKS = env.list("ALONGSIDE_EARLIER_SECRET_KEYS", default=[])
SECRET_KEY = env.str("ALONGSIDE_SECRET_KEY", default="") or kept_secret(DATA / "secret-key")
ALLOWED_HOSTS = HOSTS or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]

# --- Apps, lowest layer last -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "alongside.site",
    "alongside.today",
    "alongside.agency",
    "alongside.board",
    "alongside.registry",
    "alongside.audit",
    "alongside.billing",
    "alongside.groups",
    "alongside.practice",
    "alongside.consent",
    "alongside.goals",
    "alongside.reflection",
    "alongside.advocacy",
    "alongside.resources",
    "alongside.supervision",
    "alongside.concerns",
    "alongside.declarations",
    "alongside.wellness",
    "alongside.instruments",
    "alongside.caseload",
    "alongside.renewals",
    "alongside.applications",
    "alongside.attestation",
    "alongside.badges",
    "alongside.credentials",
    "alongside.learning",
    "alongside.qualifications",
    "alongside.evidence",
    "alongside.wording",
    "alongside.rulings",
    "alongside.rulebook",
    "alongside.notices",
    "alongside.people",
    "alongside.accounts",  # before allauth: our pages stand in place of its own
    "alongside.journal",
    "alongside.database",
    "alongside.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.site.middleware.PrivateByDefault",
    "alongside.site.middleware.NamedRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.site.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.site.middleware.NothingWrittenIsLost",
    "alongside.people.middleware.WhoIsAsking",
    "axes.middleware.AxesMiddleware",
    "alongside.site.posting.PostedForms",
]

ROOT_URLCONF = "alongside.site.urls"
WSGI_APPLICATION = "alongside.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.ui.frame.frame",
            ],
        },
    }
]

FORM_RENDERER = "alongside.ui.forms.PartsRenderer"

# --- Data ------------------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'alongside.sqlite3'}")
}
DATABASES["default"] |= database_options(DATABASES["default"], sqlite_version=sqlite3.sqlite_version_info)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
JOURNAL_FOLDER: Final = DATA / "journal"
PAPER_FONTS: Final = DATA / "fonts"  # fonts for letters that printed documents lack, laid there by the operator

# --- Signing in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # the second net; the first is the count in `accounts.lockout`
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "alongside.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alongside.accounts.forms.LoginForm",
    "add_email": "alongside.accounts.forms.AddEmailForm",
    "change_password": "alongside.accounts.forms.ChangePasswordForm",
    "set_password": "alongside.accounts.forms.SetPasswordForm",
    "reset_password": "alongside.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "alongside.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "alongside.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True  # one address an account; a new one takes its place once it is confirmed
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip"}  # a brake on bursts; accounts are guarded by `accounts.lockout`
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

MFA_ADAPTER = "alongside.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "alongside.accounts.forms.AuthenticateForm",
    "reauthenticate": "alongside.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "alongside.accounts.forms.ActivateCodesForm",
    "add_webauthn": "alongside.accounts.forms.AddKeyForm",
    "edit_webauthn": "alongside.accounts.forms.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Alongside"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL  # browsers allow passkeys over plain http on localhost, and nowhere else

AXES_FAILURE_LIMIT = 30
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # never the whole site, never a whole shared address
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "alongside.accounts.lockout.account_digest_for_axes"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True

SESSION_ENGINE = "alongside.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
CSRF_FAILURE_VIEW = "alongside.site.views.csrf_failure"

# --- Security headers ------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from inside, past the proxy that speaks TLS
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"  # csrf needs our own referrer; no address of ours reaches anyone else
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20  # of a form's fields; its files are for the handlers and for each form to limit
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "alongside.site.uploads.FloodKeptOut",
]

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = not LOCAL
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"  # each place has a zone of its own, which decides its days

# --- Files and mail --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they lie; nothing is collected
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 30 * 24 * 60 * 60  # an address changes with its content: `site.static`
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "alongside.site.static.MarkedStaticFiles"},
}
MEDIA_ROOT = DATA / "files"
DEFAULT_FROM_EMAIL = env.str("ALONGSIDE_MAIL_FROM", default="Alongside <no-reply@localhost>")
_mail = env.email_url("ALONGSIDE_MAIL_URL", default="filemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = DATA / "mail"

# --- Logs: ids alone -------------------------------------------------------------------------------------------------

LOGGING_CONFIG = "alongside.site.logs.configure"
LOGGING = {
    "level": env.str("ALONGSIDE_LOG_LEVEL", default="INFO"),
    "as_json": env.bool("ALONGSIDE_LOG_JSON", default=not LOCAL),
}
