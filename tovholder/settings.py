"""The settings of the house, for demonstration, tests and production alike.

What differs between them is a switch (switches.py, docs/running/settings.md). What production
may not run with is refused in refusals.py.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from . import postgres, switches

BASE_DIR = switches.ROOT
HOME = switches.home()
DEMO = switches.on("TOVHOLDER_DEMO")
PRODUCTION = not DEMO
DEBUG = switches.on("TOVHOLDER_DEBUG")
ADDRESS = switches.text("TOVHOLDER_ADDRESS")
# The name in the head of every page.
MUNICIPALITY = switches.text("TOVHOLDER_MUNICIPALITY", "Solvig Kommune" if DEMO else "")

# Norway's test persons have months above 40: numbers that belong to nobody.
TOVHOLDER_SYNTHETIC_NUMBERS = DEMO

# Without a key the house does not start (refusals.py); the one made here lets tools run.
SECRET_KEY_IS_MISSING = not DEMO and not switches.text("SECRET_KEY")
SECRET_KEY = switches.text("SECRET_KEY") or (
    postgres.secret("demonstration-key") if DEMO else secrets.token_urlsafe(48)
)

# Who seals the trace holds the key (audit/sealing.py); a demonstration makes its own.
_key = switches.text("TOVHOLDER_SEALING_KEY")
SEALING_KEY = Path(_key) if _key else HOME / "secrets" / "sealing.pem" if DEMO else None
MAIL = switches.text("TOVHOLDER_MAIL")
MAIL_FROM = switches.text("TOVHOLDER_MAIL_FROM")
HEADS_TO = [one.strip() for one in switches.text("TOVHOLDER_HEADS_TO").split(",") if one.strip()]
HEADS = Path(switches.text("TOVHOLDER_HEADS")) if switches.text("TOVHOLDER_HEADS") else None

# Lowest first; an app may ask only those before it (the contract in pyproject.toml).
PACKAGES = (
    "ui", "audit", "catalogue", "organisation", "people", "consent", "cases", "plans",
    "instruments", "concerns", "meetings", "gatherings", "oversight", "demo", "shell",
)  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    *(f"tovholder.{name}" for name in PACKAGES),
]
if DEMO:
    # The collected files are as they lie in the folders, without collecting first.
    INSTALLED_APPS.insert(0, "whitenoise.runserver_nostatic")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tovholder.organisation.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tovholder.shell.sessions.NoteUse",
    "tovholder.shell.privacy.PrivatePages",
    "tovholder.shell.errors.KeepTyped",
    # Innermost: everything a view reads or writes happens in one transaction.
    "tovholder.audit.transaction.TransactionMiddleware",
]

ROOT_URLCONF = "tovholder.urls"
ASGI_APPLICATION = "tovholder.asgi.application"
WSGI_APPLICATION = "tovholder.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tovholder.shell.navigation.navigation",
                "tovholder.shell.still.open_page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- The database -------------------------------------------------------------------------------

# The app's role for everything, the owner's for migrations alone (cli.py sets the switch).
ROLE = switches.text("TOVHOLDER_ROLE", "app")
DATABASE_IS_EMBEDDED = postgres.embedded()


def _database() -> dict[str, Any]:
    if DATABASE_IS_EMBEDDED:
        return postgres.address(role=ROLE)
    written = switches.text("DATABASE_URL")
    if ROLE == "owner":
        written = switches.text("DATABASE_OWNER_URL") or written
    return postgres.from_url(written)


DATABASES = {"default": _database()}
DATABASES["default"] |= {
    "CONN_MAX_AGE": None,  # a thread keeps its connection, and with it its prepared statements
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        **DATABASES["default"].get("OPTIONS", {}),
        # Django leaves both off; together they halve the database's work for a page.
        "server_side_binding": True,
        "prepare_threshold": 2,
        # A page reads a few rows by their keys, in a small municipality as in a large one: its
        # plan is the same in both, and never turns over while a table grows (decision 11).
        "options": "-c enable_seqscan=off",
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who is signed in ---------------------------------------------------------------------------

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["tovholder.shell.signing.Keys"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]  # fmt: skip
# What was just done is told once and may name people: it lies with us, not in the browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "/sign-in/"
FIRST_PASSWORD_URL = "shell:password"  # noqa: S105 the name of a page
BY_LINK_URL = "shell:by_link"  # the page a one-time link opens, where nobody is signed in
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "tovholder.shell.sessions"
# How long a sign-in holds without use, and in any case; how long one counts as fresh for what
# asks for that (organisation/fresh.py), and whether a password alone is enough there.
IDLE_LIMIT = timedelta(minutes=switches.number("TOVHOLDER_IDLE_MINUTES", 60))
SESSION_LIMIT = timedelta(hours=switches.number("TOVHOLDER_SESSION_HOURS", 12))
SESSION_COOKIE_AGE = int(SESSION_LIMIT.total_seconds())
FRESH_MINUTES = switches.number("TOVHOLDER_FRESH_MINUTES", 10)
STRONG_SIGN_IN = switches.on("TOVHOLDER_STRONG_SIGN_IN") and not DEMO
# Where people sign in outside the house (organisation/elsewhere/providers.py).
_providers = switches.text("TOVHOLDER_PROVIDERS")
PROVIDERS = Path(_providers) if _providers else None
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tovholder.shell.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
LANGUAGE_COOKIE_SECURE = PRODUCTION

# --- The edges ----------------------------------------------------------------------------------

ALLOWED_HOSTS = switches.words("ALLOWED_HOSTS") or (
    ["localhost", "127.0.0.1", "[::1]"] if DEMO else [urlsplit(ADDRESS).hostname or ""]
)
CSRF_TRUSTED_ORIGINS = [ADDRESS.rstrip("/")] if ADDRESS.startswith("https://") else []
SECURE_SSL_REDIRECT = PRODUCTION
# A load balancer asks for /healthz inside the machine room, without the outer address's TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz(/sealing)?$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if switches.on("TOVHOLDER_BEHIND_PROXY") else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes: more words than a form of ours can hold
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# A photo that is sent lies in memory until it is made anew, and never on a disk: where it was
# taken stands in it (ui/photo.py). What is larger is not received.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- Words, dates and numbers -------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("nb", "Norsk bokmål"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"  # Oslo keeps the same hours
USE_TZ = True
# Each package carries its own words; Django finds tovholder/<package>/locale by itself.
LOCALE_PATHS: list[str] = []
SHIPPED = Path(__file__).parent / "shipped"  # in an installed wheel, made by setup.py
CATALOGUE_FOLDERS = [
    (SHIPPED if SHIPPED.exists() else BASE_DIR) / "catalogue",
    *map(Path, switches.words("TOVHOLDER_CATALOGUE")),
]

# --- Files the browser fetches ------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# What tools/assets.py took out of the npm packages.
STATICFILES_DIRS = [path for path in [Path(__file__).parent / "static"] if path.exists()]
COLLECTED = PRODUCTION or switches.text("TOVHOLDER_STATIC") == "collected"
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- What the operator reads --------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stream"], "level": "WARNING"},
    # Statements carry what people wrote, signed XML who they are: they never reach a log.
    # A page that is not there is on record in the trace, where it belongs.
    "loggers": {
        "django.db.backends": {"level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "signxml": {"level": "WARNING"},
    },
}
