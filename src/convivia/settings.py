"""All settings of a Convivia installation. What differs between installations comes from the environment.

`docs/run/settings.md` lists every variable that is read here.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from convivia.common import environment, identity_providers

PACKAGE = Path(__file__).resolve().parent
HOME = Path(environment.text("CONVIVIA_HOME", "var")).expanduser().resolve()

DEBUG = environment.flag("CONVIVIA_DEBUG")
SECRET_KEY = environment.secret("CONVIVIA_SECRET_KEY", kept_in=HOME / "secret-key")
ALLOWED_HOSTS = environment.words("CONVIVIA_HOSTS", "localhost,127.0.0.1,[::1]")
BASE_URL = environment.text("CONVIVIA_BASE_URL").rstrip("/")
OPERATOR = environment.text("CONVIVIA_OPERATOR")
CONTACT = environment.text("CONVIVIA_CONTACT")
MAP_TILES = environment.tiles("CONVIVIA_MAP_TILES")
MAP_TILES_CREDIT = environment.text("CONVIVIA_MAP_TILES_CREDIT")
MAP_TILES_CREDIT_URL = environment.text("CONVIVIA_MAP_TILES_CREDIT_URL")
BANDS_FILE = environment.text("CONVIVIA_BANDS")

INSTALLED_APPS = [
    "convivia.desk.administration_app.AdministrationConfig",  # Django's admin pages, behind the sign-in of the desk
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "convivia.desk",  # before allauth, whose pages it gives another look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "convivia.common",
    "convivia.vocabularies",
    "convivia.places",
    "convivia.people",
    "convivia.questionnaires",
    "convivia.practices",
    "convivia.intake",
    "convivia.reviews",
    "convivia.search",
    "convivia.notifications",
    "convivia.website",
    "convivia.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "convivia.desk.account_pages.AccountPagesMiddleware",
    "convivia.desk.second_factor.SecondFactorMiddleware",
    "convivia.desk.sessions.LastSeenMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "convivia.urls"
WSGI_APPLICATION = "convivia.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "convivia.website.context.site",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        environment.text("CONVIVIA_DATABASE_URL", f"sqlite:///{HOME / 'convivia.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait for each other instead of failing; readers never wait (WAL).
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-8000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SEARCH_INDEX = HOME / "index"
SEARCH_VECTORS = HOME / "vectors"
# How often a search without an answer is asked before editors see it as a wanted topic; 0: such searches do not count.
WANTED_TOPICS_FROM = environment.whole_number("CONVIVIA_WANTED_TOPICS", 2)
# Whether `convivia check-links` asks the outside addresses of public practices, and dead ones are shown.
CHECK_LINKS = environment.flag("CONVIVIA_CHECK_LINKS", default=True)
SEARCH_ENCODER = environment.one_of("CONVIVIA_ENCODER", ("joint", "e5", "use", "none"))

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "convivia.people.administrators.AdministratorBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "website:library"

# Accounts. An address counts once its owner has answered a mail; no answer tells a stranger who has an account.
SIGN_UP = environment.one_of("CONVIVIA_SIGN_UP", ("open", "invited"))
ACCOUNT_ADAPTER = "convivia.desk.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Convivia: "
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BASE_URL.startswith("https://") else "http"
ACCOUNT_FORMS = {
    "login": "convivia.desk.account_forms.SignInForm",
    "signup": "convivia.desk.account_forms.SignUpForm",
    "change_password": "convivia.desk.account_forms.NewPasswordForm",
    "set_password": "convivia.desk.account_forms.FirstPasswordForm",
    "reset_password": "convivia.desk.account_forms.ForgottenForm",
    "reset_password_from_key": "convivia.desk.account_forms.ForgottenAgainForm",
    "add_email": "convivia.desk.account_forms.AddressForm",
    "change_email": "convivia.desk.account_forms.NewAddressForm",
    "reauthenticate": "convivia.desk.account_forms.AgainForm",
}
# Each action is counted by address of the network ("ip"), account ("user") or what was typed ("key").
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/h/ip",
    "reset_password": "10/h/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/10m/user",
    "confirm_email": "1/3m/key",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("CONVIVIA_BEHIND_PROXY") else 0
# Counters of all server processes in one place. It holds nothing else.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_counters"}}

MFA_ADAPTER = "convivia.desk.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Convivia"
MFA_TOTP_TOLERANCE = 1
# Browsers offer passkeys over https, and over http on the machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BASE_URL.startswith("https://")
USERSESSIONS_TRACK_ACTIVITY = False  # it would write at every request; `desk.sessions` does once an hour

_PRESET = environment.one_of("CONVIVIA_OIDC_PRESET", tuple(identity_providers.PRESETS))
_ISSUER = environment.text("CONVIVIA_OIDC_ISSUER")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": identity_providers.applications(
            preset=_PRESET,
            issuer=_ISSUER,
            client_id=environment.text("CONVIVIA_OIDC_CLIENT_ID"),
            client_secret=environment.text("CONVIVIA_OIDC_CLIENT_SECRET"),
            name=environment.text("CONVIVIA_OIDC_NAME"),
        )
    }
}
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
SOCIALACCOUNT_ADAPTER = "convivia.desk.accounts.ProviderAdapter"

_MAIL = environment.mail_server("CONVIVIA_EMAIL_URL")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _MAIL.backend, _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.use_tls, _MAIL.use_ssl
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("CONVIVIA_EMAIL_FROM", "Convivia <convivia@localhost>")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["convivia.common.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

MEDIA_ROOT = HOME / "media"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if BASE_URL.startswith("https://") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("CONVIVIA_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *environment.origins(MAP_TILES)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers hold a redirect after a form to this, too: the one to the provider of sign-in.
        "form-action": [SELF, *environment.origins(identity_providers.issuer_of(_PRESET, _ISSUER))],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("CONVIVIA_LOG_LEVEL", "WARNING")},
}
