"""What an address alone tells: whether an outside reader could open it. Nothing here touches the network."""

import posixpath
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from annexa.links.hosts import canonical_host, is_name, is_public, literal_address, looks_deceptive
from annexa.links.services import service_of
from annexa.links.unwrap import unwrap
from annexa.links.verdict import WORDS, Verdict
from annexa.model.findings import Level
from annexa.model.library import LinkLists

LONGEST = 4000
"""Characters; Word stops at 2,079, common servers at 8,190 with their headers."""

_CLEAN = re.compile(r"[\t\r\n]")
_EDGES = "".join(map(chr, range(33))) + "\u00a0\u200b\ufeff<>"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_HOST_AND_PORT = re.compile(r"(localhost|[\w-]+(\.[\w-]+)+):\d{1,5}([/?#]|$)", re.IGNORECASE)
_MISTYPED = re.compile(r"(?!https?://)h{1,2}t{1,3}p{1,2}s{0,2}\s?(:[/\\]|[:;.,]?/{1,3}|[:;](?=\w))", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+'&-]+@[\w-]+(\.[\w-]+)+")
_NAME_WITHOUT_SCHEME = re.compile(
    r"(www\.[\w-]+(\.[\w-]+)+|[\w-]+(\.[\w-]+)*\.(uk|com|org|net|info|gov|edu|eu|io))([:/?#].*)?$",
    re.IGNORECASE | re.DOTALL,
)
_INTRANET_ENDS = (
    *("local", "localdomain", "internal", "intranet", "intra", "corp", "private", "lan", "home", "home.arpa"),
    *("localhost", "test", "invalid", "example", "onion", "domain", "ad", "priv"),
)
_INTRANET_LABEL = re.compile(r"([a-z0-9]+-)?(intranet|staffnet|staff-?intranet|myintranet|extranet)(-[a-z0-9]+)?")


class Judged(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An address and what it tells."""

    target: str
    """As it stands in the document."""
    address: str
    """What a browser would ask for: cleaned, without a mail filter's wrapping."""
    verdict: Verdict
    detail: str = ""
    """A few plain words, such as the host in question; may be empty."""
    wrapped_by: str = ""
    """The mail filter or search engine whose wrapping stands around it."""
    host: str = ""
    """Canonical, of a web address."""

    @property
    def level(self) -> Level | None:
        """How much it weighs; None where nothing is wrong."""
        return WORDS[self.verdict].level

    @property
    def sentence(self) -> str:
        """One plain sentence without a full stop."""
        sentence = WORDS[self.verdict].sentence
        return f"{sentence} ({self.detail})" if self.detail else sentence

    @property
    def remedy(self) -> str:
        """What to do about it; empty where nothing is wrong."""
        return WORDS[self.verdict].remedy


class _Found(NamedTuple):
    verdict: Verdict
    detail: str = ""
    address: str = ""
    host: str = ""


@lru_cache(maxsize=2048)
def judge(target: str, lists: LinkLists | None = None) -> Judged:
    """The verdict on one link target as it stands in a document. Never raises.

    `lists` are the library's own domains: internal ones are never external, trusted ones always are, and the
    more specific entry wins; neither can vouch for a private address, a file or a password.
    """
    cleaned = _cleaned(target)
    bare = unwrap(cleaned)
    if bare.opaque:
        return Judged(target=target, address=cleaned, verdict=Verdict.WRAPPED, detail=bare.by, wrapped_by=bare.by)
    found = _judge(bare.address.strip(_EDGES), lists or LinkLists())
    return Judged(
        target=target,
        address=found.address or bare.address,
        verdict=found.verdict,
        detail=found.detail,
        wrapped_by=bare.by,
        host=found.host,
    )


def _cleaned(target: str) -> str:
    # PDF readers give U+FFFE for a hyphen at the end of a line.
    return _CLEAN.sub("", target).replace("\ufffe", "-").strip(_EDGES)


def _judge(text: str, lists: LinkLists) -> _Found:
    if not text:
        return _Found(Verdict.EMPTY)
    local = _local_path(text)
    if local is not None:
        return local
    if len(text) > LONGEST and not text[:5].lower().startswith(("data:", "javas")):
        return _Found(Verdict.TOO_LONG, f"{len(text):,} characters")
    if text.startswith("#"):
        return _Found(Verdict.JUMP)
    if _MISTYPED.match(text):
        return _Found(Verdict.MALFORMED, f"it begins with “{text[:8]}”")
    match = _SCHEME.match(text)
    if match is None or _HOST_AND_PORT.match(text):
        return _without_scheme(text, lists)
    scheme, rest = match[1].lower(), match[2]
    if scheme in ("http", "https"):
        return _web(scheme, text, lists)
    return _other_scheme(scheme, rest)


def _local_path(text: str) -> _Found | None:
    """Paths of the file system, in the spellings of Windows, Office and browsers."""
    if text.startswith(("\\\\", "//")):
        server = re.split(r"[\\/]", text.lstrip("\\/"), maxsplit=1)[0]
        return _Found(Verdict.UNC_PATH, server[:80])
    if re.match(r"[A-Za-z](:|%3a|\|)([\\/]|$|[^/\\:]*\.\w{1,5}$)", text, re.IGNORECASE):
        return _Found(Verdict.DRIVE_PATH, f"drive {text[0].upper()}:")
    if text[:5].lower() == "file:":
        return _file_scheme(text[5:])
    if text.startswith(("/", "\\", "~/", "%userprofile%")) or text.lower().startswith("%userprofile%"):
        return _Found(Verdict.FILE_PATH)
    return None


def _file_scheme(rest: str) -> _Found:
    path = rest.replace("\\", "/")
    bare = path.lstrip("/")
    if re.match(r"[A-Za-z](:|%3a|\|)", bare, re.IGNORECASE):
        return _Found(Verdict.DRIVE_PATH, f"drive {bare[0].upper()}:")
    slashes = len(path) - len(bare)
    if slashes == 0 and bare:
        return _Found(Verdict.RELATIVE_FILE)
    server = bare.split("/", 1)[0]
    if slashes in (2, 4, 5) and server not in ("", "localhost", "."):
        return _Found(Verdict.UNC_PATH, server[:80])
    return _Found(Verdict.FILE_PATH)


def _without_scheme(text: str, lists: LinkLists) -> _Found:
    if _MAILBOX.fullmatch(text):
        return _Found(Verdict.CONTACT)
    if _NAME_WITHOUT_SCHEME.match(text) or _HOST_AND_PORT.match(text):
        found = _web("https", f"https://{text}", lists)
        return found._replace(verdict=Verdict.NO_SCHEME) if found.verdict is Verdict.EXTERNAL else found
    if text.startswith("?"):
        return _Found(Verdict.MALFORMED, "it has no host name")
    return _Found(Verdict.RELATIVE_FILE)


def _other_scheme(scheme: str, rest: str) -> _Found:
    if scheme == "mailto":
        return _Found(Verdict.CONTACT) if "@" in unquote(rest) else _Found(Verdict.MALFORMED, "it names no mailbox")
    if scheme in ("tel", "sms"):
        fits = re.search(r"\d", rest)
        return _Found(Verdict.CONTACT) if fits else _Found(Verdict.MALFORMED, "it names no number")
    if scheme in ("javascript", "vbscript", "livescript"):
        return _Found(Verdict.SCRIPT)
    if scheme in ("data", "blob", "cid"):
        return _Found(Verdict.DATA)
    return _Found(Verdict.APP_SCHEME, f"it begins with “{scheme}:”")


def _web(scheme: str, text: str, lists: LinkLists) -> _Found:
    """A web address: its shape, its host, then who owns it."""
    parts = _split(text)
    if parts is None:
        return _Found(Verdict.MALFORMED)
    if "@" in parts.netloc:
        return _Found(Verdict.CREDENTIALS)
    host = canonical_host(parts.hostname or "")
    found = _host_fault(host) or _listed(host, parts, lists)
    address = parts._replace(scheme=scheme, netloc=_netloc(host, parts.port)).geturl()
    if found is None:
        found = _Found(Verdict.PLAIN_HTTP if scheme == "http" else Verdict.EXTERNAL)
    return found._replace(address=address, host=host)


def _split(text: str) -> SplitResult | None:
    """The parts of a web address, or None where it has no good host or port."""
    before, mark, after = text.partition("?") if "?" in text else text.partition("#")
    try:
        parts = urlsplit(before.replace("\\", "/") + mark + after)
        parts.port  # noqa: B018 - reading it raises ValueError for a port out of range
    except ValueError:
        return None
    return parts if parts.hostname else None


def _netloc(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"


def _host_fault(host: str) -> _Found | None:
    """What is wrong with a host by its shape alone."""
    try:
        number = literal_address(host)
    except ValueError:
        return _Found(Verdict.MALFORMED, f"host “{host[:60]}”")
    if number is not None:
        return None if is_public(number) else _Found(Verdict.PRIVATE_ADDRESS, str(number))
    if looks_deceptive(host):
        return _Found(Verdict.MIXED_SCRIPTS, f"host “{host[:60]}”")
    if not is_name(host):
        return _Found(Verdict.MALFORMED, f"host “{host[:60]}”")
    if host == "localhost" or host.endswith(".localhost"):
        return _Found(Verdict.PRIVATE_ADDRESS, host)
    return None


def _listed(host: str, parts: SplitResult, lists: LinkLists) -> _Found | None:
    """What the library's lists and the known services say of a well-formed host; None where it looks external."""
    trusted, internal = _longest(host, lists.trusted_domains), _longest(host, lists.internal_domains)
    if internal > trusted:
        return _Found(Verdict.INTERNAL_DOMAIN, host)
    # Who trusts example.gov.uk does not mean intranet.example.gov.uk.
    vouched_for = len(host) - trusted
    if any(_INTRANET_LABEL.fullmatch(label) for label in host[:vouched_for].split(".")):
        return _Found(Verdict.INTRANET_HOST, host)
    if trusted:
        return None
    if "." not in host and ":" not in host:
        return _Found(Verdict.BARE_HOST, host)
    if host.endswith(tuple(f".{end}" for end in _INTRANET_ENDS)):
        return _Found(Verdict.INTRANET_HOST, host)
    verdict = service_of(host, parts.path, parts.query)
    return _Found(verdict, host) if verdict else None


def _longest(host: str, domains: tuple[str, ...]) -> int:
    """The length of the longest listed domain that the host is or lies below; 0 where none is."""
    names = (canonical_host(domain.removeprefix("*.").removeprefix(".")) for domain in domains)
    return max((len(name) for name in names if name and (host == name or host.endswith(f".{name}"))), default=0)


def as_relative_file(target: str) -> str | None:
    """The POSIX path of a file beside the document that a link leads to, or None for any other link.

    Percent escapes and backslashes are undone, an anchor is dropped, and "./a/../b.docx" becomes "b.docx". A path may
    begin with "../"; it is relative to the folder of the document that holds the link. Never absolute.
    """
    if judge(target).verdict is not Verdict.RELATIVE_FILE:
        return None
    text = _cleaned(target)
    text = text[5:] if text[:5].lower() == "file:" else text
    path = unquote(re.split(r"[?#]", text, maxsplit=1)[0]).replace("\\", "/")
    if "\0" in path or path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return None
    path = posixpath.normpath(path)
    return None if path in (".", "..") or path.endswith("/..") else path


def same_page(one: str, other: str) -> bool:
    """Whether two targets lead to one page: wrappers, case of the host, a last slash and http or https do not count."""
    return _page_key(one) == _page_key(other)


def _page_key(target: str) -> str:
    address = judge(target).address.strip()
    return re.sub(r"^https?://(www\.)?", "", address.split("#", 1)[0], flags=re.IGNORECASE).rstrip("/")
