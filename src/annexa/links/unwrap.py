"""Takes off what mail filters and search engines wrap around an address.

A wrapped address says nothing of its target, expires with the filter's contract, and SafeLinks even carries
the mailbox of the colleague who received it. Sources: the query forms that each service documents; for
Proofpoint the published decoders of versions 1 to 3.
"""

import base64
import binascii
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

MOST_LAYERS = 5
"""A forwarded mail may be wrapped more than once."""


class Unwrapped(NamedTuple):
    """An address without its wrappers."""

    address: str
    by: str
    """Who wrapped it, such as "Outlook SafeLinks"; empty where nobody did."""
    opaque: bool = False
    """The wrapper cannot be taken off; `address` is still wrapped."""


class _Wrapper(NamedTuple):
    name: str
    hosts: re.Pattern[str]
    path: re.Pattern[str]
    inner: Callable[[SplitResult], str]


def unwrap(address: str) -> Unwrapped:
    """Takes off up to five wrappers; an address that is not wrapped comes back as it is. Never raises."""
    by = ""
    for _ in range(MOST_LAYERS):
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").rstrip(".")
        except ValueError:
            break
        wrapper = next((w for w in _WRAPPERS if w.hosts.fullmatch(host) and w.path.match(parts.path)), None)
        if wrapper is None:
            break
        by = by or wrapper.name
        try:
            inner = wrapper.inner(parts).strip()
        except (ValueError, binascii.Error, StopIteration):
            inner = ""
        if not inner:
            return Unwrapped(address, by, opaque=True)
        address = inner if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", inner) else f"https://{inner}"
    return Unwrapped(address, by)


def _query(*names: str) -> Callable[[SplitResult], str]:
    """Reads the target from the first of these query fields that is there, whatever its case."""

    def inner(parts: SplitResult) -> str:
        fields: dict[str, str] = {}
        for name, value in parse_qsl(parts.query, max_num_fields=200):
            fields.setdefault(name.lower(), value)
        return next((fields[name] for name in names if fields.get(name)), "")

    return inner


def _proofpoint_v2(parts: SplitResult) -> str:
    return unquote(_query("u")(parts).translate(str.maketrans("-_", "%/")))


_PROOFPOINT_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _proofpoint_v3(parts: SplitResult) -> str:
    """`/v3/__<address>__;<base64 of replaced characters>!!…`: "*" stands for one of them, "**X" for a run."""
    whole = parts._replace(scheme="", netloc="").geturl()
    match = re.match(r"/v3/__(?P<address>.+?)__;(?P<bytes>[^!]*)!", whole)
    if match is None:
        return ""
    coded = match["bytes"]
    letters = iter(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8"))
    address = re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*:/)(?=[^/])", r"\1/", match["address"])

    def put_back(hit: re.Match[str]) -> str:
        run = _PROOFPOINT_RUNS.index(hit[1]) + 2 if hit[1] else 1
        return "".join([next(letters) for _ in range(run)])

    return re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", put_back, address)


def _sophos(parts: SplitResult) -> str:
    coded = _query("u")(parts)
    return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8")


def _last_of_path(parts: SplitResult) -> str:
    """The target as the last, percent-encoded, piece of the path."""
    piece = unquote(parts.path.rsplit("/", 1)[-1])
    return piece if piece.startswith(("http://", "https://")) else ""


def _nothing(parts: SplitResult) -> str:
    return ""


def _wrapper(name: str, hosts: str, path: str, inner: Callable[[SplitResult], str]) -> _Wrapper:
    return _Wrapper(name, re.compile(hosts), re.compile(path), inner)


_WRAPPERS = (
    _wrapper("Outlook SafeLinks", r"(.+\.)?safelinks\.protection\.(outlook\.com|office365\.us)", "", _query("url")),
    _wrapper("Teams SafeLinks", r"statics\.teams\.cdn\.(office|live)\.(net|com)", r".*safelinks", _query("url")),
    _wrapper("Proofpoint", r"urldefense\.(proofpoint\.com|com|us)", r"/v1/", _query("u")),
    _wrapper("Proofpoint", r"urldefense\.(proofpoint\.com|com|us)", r"/v2/", _proofpoint_v2),
    _wrapper("Proofpoint", r"urldefense\.(proofpoint\.com|com|us)", r"/v3/", _proofpoint_v3),
    _wrapper("Mimecast", r".*\.mimecast(protect)?\.com", r"/(s|r|redirect)/", _query("url", "u")),
    _wrapper("Barracuda", r"linkprotect\.cudasvc\.com", r"/url", _query("a")),
    _wrapper("Sophos", r".*\.protection\.sophos\.com", "", _sophos),
    _wrapper("Cisco", r"secure-web\.cisco\.com", "", _last_of_path),
    _wrapper("Trend Micro", r".*\.trendmicro\.(com|eu)", r"/wis/clicktime/", _query("url")),
    _wrapper("FireEye", r"protect\d*\.fireeye\.com", "", _query("u")),
    _wrapper("Symantec", r"clicktime\.symantec\.com", "", _query("u")),
    _wrapper("Egress", r".*\.egress\.com|.*\.fgshost\.com", r"/(link|url)", _query("url", "u")),
    _wrapper("Google", r"www\.google\.[a-z.]{2,6}", r"/url$", _query("q", "url")),
    _wrapper("Facebook", r"(l|lm)\.facebook\.com", r"/l\.php", _query("u")),
    _wrapper("LinkedIn", r"www\.linkedin\.com", r"/redir/", _query("url")),
    _wrapper("YouTube", r"www\.youtube\.com", r"/redirect", _query("q")),
    _wrapper("Slack", r"slack-redir\.net", r"/link", _query("url")),
    _wrapper("Outlook SafeLinks", r"(.+\.)?safelink\.emails\.azure\.net", r"/redirect", _query("destination")),
    _wrapper("Symantec", r"clicktime\.cloud\.postoffice\.net", "", _nothing),
)
