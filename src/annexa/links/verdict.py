"""The verdicts on a link, and what each says to the person who has to put it right."""

from enum import StrEnum

import msgspec

from annexa.model.findings import Level


class Verdict(StrEnum):
    """What is thought of a link. Those above the line need no network; those below are a server's answer."""

    EXTERNAL = "external"
    CONTACT = "contact"
    JUMP = "jump"
    RELATIVE_FILE = "relative-file"
    NO_SCHEME = "no-scheme"
    PLAIN_HTTP = "plain-http"
    EMPTY = "empty"
    MALFORMED = "malformed"
    TOO_LONG = "too-long"
    MIXED_SCRIPTS = "mixed-scripts"
    SCRIPT = "script"
    DATA = "data"
    CREDENTIALS = "credentials"
    FILE_PATH = "file-path"
    UNC_PATH = "unc-path"
    DRIVE_PATH = "drive-path"
    APP_SCHEME = "app-scheme"
    BARE_HOST = "bare-host"
    INTRANET_HOST = "intranet-host"
    INTERNAL_DOMAIN = "internal-domain"
    PRIVATE_ADDRESS = "private-address"
    SHAREPOINT = "sharepoint"
    ONEDRIVE = "onedrive"
    TEAMS = "teams"
    WORKSPACE = "workspace"
    GOOGLE_SHARE = "google-share"
    FILE_SHARE = "file-share"
    WRAPPED = "wrapped"
    # ------------------------------------------------------------------ what a server answered
    OK = "ok"
    MOVED = "moved"
    NEEDS_LOGIN = "needs-login"
    REFUSED_ROBOT = "refused-robot"
    GONE = "gone"
    SOFT_404 = "soft-404"
    SERVER_ERROR = "server-error"
    TLS = "tls"
    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    REDIRECT_LOOP = "redirect-loop"
    TOO_LARGE = "too-large"
    NOT_PUBLIC = "not-public"
    ANCHOR_MISSING = "anchor-missing"
    NOT_ASKED = "not-asked"


class Words(msgspec.Struct, frozen=True):
    """How a verdict is said: its weight (None where nothing is wrong), one sentence, and what to do."""

    level: Level | None
    sentence: str
    remedy: str = ""


_LIFT = (
    "Lift the content that the inspector needs into the hyperlink template (annexa link-sheet) or into this document, "
    "or link to the public page instead"
)
_RETYPE = "Open the page in a browser, copy its address from the address bar and put that in place of this one"
_REPLACE = "Open the address yourself; if it is dead, link to the page's new address or take the link out"

WORDS: dict[Verdict, Words] = {
    Verdict.EXTERNAL: Words(None, "The address looks like one that anybody can open"),
    Verdict.CONTACT: Words(None, "This is an e-mail address or a telephone number"),
    Verdict.JUMP: Words(None, "This is a jump inside the document"),
    Verdict.RELATIVE_FILE: Words(
        Level.ERROR,
        "The link leads to a file beside the document, which an outside reader does not have",
        "Add that file to an item of the library and link to it by its name, or lift its content into this document",
    ),
    Verdict.NO_SCHEME: Words(
        Level.WARNING,
        "The link lacks https:// at its start, so that some programs look for a file instead of a page",
        "Edit the link and put https:// before the address",
    ),
    Verdict.PLAIN_HTTP: Words(
        Level.INFO,
        "The address begins with http:// where https:// is meant, and browsers warn of it",
        "Put https:// in place of http:// and try the link",
    ),
    Verdict.EMPTY: Words(Level.ERROR, "The link has no address", "Put an address behind the link or remove it"),
    Verdict.MALFORMED: Words(Level.ERROR, "The address is not well formed and no browser can open it", _RETYPE),
    Verdict.TOO_LONG: Words(
        Level.ERROR, "The address is so long that browsers and servers refuse it", "Find the page's short address"
    ),
    Verdict.MIXED_SCRIPTS: Words(
        Level.ERROR,
        "The host name mixes letters of several alphabets that look alike, as deceptive addresses do",
        "Type the address again by hand, and tell your security team where it came from",
    ),
    Verdict.SCRIPT: Words(
        Level.ERROR, "The link holds a program instead of an address", "Remove the link, and find out who put it there"
    ),
    Verdict.DATA: Words(
        Level.ERROR, "The link holds content instead of an address, which browsers refuse to open", "Remove the link"
    ),
    Verdict.CREDENTIALS: Words(
        Level.ERROR,
        "The address holds a user name or a password",
        "Remove what stands before the @ sign, and have that password changed",
    ),
    Verdict.FILE_PATH: Words(Level.ERROR, "The link leads to a file on somebody's computer or server", _LIFT),
    Verdict.UNC_PATH: Words(Level.ERROR, "The link leads to a network folder that only staff can reach", _LIFT),
    Verdict.DRIVE_PATH: Words(Level.ERROR, "The link leads to a drive of somebody's computer", _LIFT),
    Verdict.APP_SCHEME: Words(
        Level.ERROR, "The link opens in a program that an outside reader may not have, not in a browser", _LIFT
    ),
    Verdict.BARE_HOST: Words(Level.ERROR, "The address names a computer that only the office network knows", _LIFT),
    Verdict.INTRANET_HOST: Words(Level.ERROR, "The address is one of an intranet, which only staff can open", _LIFT),
    Verdict.INTERNAL_DOMAIN: Words(
        Level.ERROR, "The library lists this domain as internal, so that only staff can open it", _LIFT
    ),
    Verdict.PRIVATE_ADDRESS: Words(
        Level.ERROR, "The address is a number that only works inside a private network", _LIFT
    ),
    Verdict.SHAREPOINT: Words(
        Level.ERROR, "The link leads to SharePoint, where an outside reader is asked to sign in", _LIFT
    ),
    Verdict.ONEDRIVE: Words(
        Level.ERROR, "The link leads to OneDrive, where an outside reader is asked to sign in", _LIFT
    ),
    Verdict.TEAMS: Words(Level.ERROR, "The link leads to Teams, where an outside reader is asked to sign in", _LIFT),
    Verdict.WORKSPACE: Words(
        Level.ERROR, "The link leads to an online workspace, where an outside reader is asked to sign in", _LIFT
    ),
    Verdict.GOOGLE_SHARE: Words(
        Level.ERROR,
        "The link leads to a shared Google document, which may ask for a sign-in and may change after sign-off",
        _LIFT,
    ),
    Verdict.FILE_SHARE: Words(
        Level.WARNING, "The link leads to a file-sharing service, whose links expire or ask for a sign-in", _LIFT
    ),
    Verdict.WRAPPED: Words(
        Level.ERROR,
        "A mail filter has wrapped this address so that its real target cannot be read",
        _RETYPE,
    ),
    Verdict.OK: Words(None, "The page opens"),
    Verdict.MOVED: Words(
        Level.INFO, "The page opens, but it has moved for good", "Put the new address in place of the old one"
    ),
    Verdict.NEEDS_LOGIN: Words(Level.ERROR, "The page asks an outside reader to sign in", _LIFT),
    Verdict.REFUSED_ROBOT: Words(
        Level.WARNING,
        "The server answers people but not checking programs, so nobody knows yet whether the link works",
        "Open the link in a browser where you are not signed in; if it opens, waive this with the date you looked",
    ),
    Verdict.GONE: Words(Level.ERROR, "The page does not exist", _REPLACE),
    Verdict.SOFT_404: Words(Level.ERROR, "The server answers, but with a page that says there is nothing", _REPLACE),
    Verdict.SERVER_ERROR: Words(Level.ERROR, "The server reports a fault of its own", _REPLACE),
    Verdict.TLS: Words(
        Level.ERROR, "The page's security certificate is not valid, and browsers warn against opening it", _REPLACE
    ),
    Verdict.DNS: Words(Level.ERROR, "No such host name exists", _REPLACE),
    Verdict.REFUSED: Words(Level.ERROR, "The server does not accept the connection", _REPLACE),
    Verdict.TIMEOUT: Words(Level.ERROR, "The server does not answer in time", _REPLACE),
    Verdict.REDIRECT_LOOP: Words(Level.ERROR, "The address sends the reader round in circles", _REPLACE),
    Verdict.TOO_LARGE: Words(
        Level.WARNING,
        "The answer is so large that only its beginning was looked at",
        "Open the link in a browser where you are not signed in and see that it shows what it should",
    ),
    Verdict.NOT_PUBLIC: Words(Level.ERROR, "The address leads into a private network that only staff can reach", _LIFT),
    Verdict.ANCHOR_MISSING: Words(
        Level.WARNING,
        "The page opens, but the place on it that the link names does not exist",
        "Open the link; if it does not jump to the right place, copy the address again from there",
    ),
    Verdict.NOT_ASKED: Words(
        Level.WARNING,
        "There was no time left to ask whether this link works",
        "Run annexa links again with a longer --deadline; links that worked are remembered",
    ),
}

CANNOT_WORK = frozenset(
    {Verdict.EMPTY, Verdict.MALFORMED, Verdict.TOO_LONG, Verdict.MIXED_SCRIPTS, Verdict.SCRIPT, Verdict.DATA}
    | {Verdict.NO_SCHEME, Verdict.WRAPPED}
)
"""Offline verdicts on an address that nobody can open as it stands, staff included, or that nobody can read."""

NOT_EXTERNAL = frozenset(
    {Verdict.FILE_PATH, Verdict.UNC_PATH, Verdict.DRIVE_PATH, Verdict.APP_SCHEME, Verdict.BARE_HOST}
    | {Verdict.INTRANET_HOST, Verdict.INTERNAL_DOMAIN, Verdict.PRIVATE_ADDRESS, Verdict.SHAREPOINT, Verdict.ONEDRIVE}
    | {Verdict.TEAMS, Verdict.WORKSPACE, Verdict.GOOGLE_SHARE, Verdict.FILE_SHARE}
)
"""Offline verdicts on an address that staff can open and an inspector cannot."""

ASKABLE = frozenset({Verdict.EXTERNAL, Verdict.PLAIN_HTTP, Verdict.NO_SCHEME, Verdict.FILE_SHARE})
"""Offline verdicts after which it is worth, and safe, to ask the server."""

ALIVE = frozenset({Verdict.OK, Verdict.MOVED})
"""Answers that are remembered: the page opened for a stranger."""

DEAD = frozenset(
    {Verdict.GONE, Verdict.SOFT_404, Verdict.SERVER_ERROR, Verdict.TLS, Verdict.DNS, Verdict.REFUSED}
    | {Verdict.TIMEOUT, Verdict.REDIRECT_LOOP}
)
"""Answers that mean a dead link, once they have been given in two runs some hours apart."""

UNREACHED = frozenset({Verdict.DNS, Verdict.REFUSED, Verdict.TIMEOUT})
"""Answers that a computer without a network gives for every link."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came back when an address was asked for."""

    address: str
    verdict: Verdict
    detail: str = ""
    """A few plain words more, such as "status 404" or "it expired on 1 May 2026"; may be empty."""
    status: int | None = None
    """The last HTTP status, where there was one."""
    final: str = ""
    """Where the address led after redirects, where that differs."""
    asked_at: float = 0.0
    """Seconds since 1970."""
    remembered: bool = False
    """The answer comes from an earlier run."""
    certain: bool = True
    """False where a failure has been seen in one run only, or may be the checker's own: a person should look."""

    @property
    def level(self) -> Level | None:
        """How much it weighs: a failure that is not yet certain is a warning."""
        level = WORDS[self.verdict].level
        return Level.WARNING if level is Level.ERROR and not self.certain else level

    @property
    def sentence(self) -> str:
        """One plain sentence without a full stop, with the detail in brackets."""
        sentence = WORDS[self.verdict].sentence
        return f"{sentence} ({self.detail})" if self.detail else sentence

    @property
    def remedy(self) -> str:
        """What to do about it; empty where nothing is wrong."""
        if self.verdict is Verdict.MOVED and self.final:
            return f"Put the new address in place of the old one: {self.final}"
        return WORDS[self.verdict].remedy
