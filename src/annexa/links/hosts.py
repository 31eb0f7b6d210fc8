"""Host names and numeric addresses in all their spellings, and whether the public internet holds them."""

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import unquote

Address = IPv4Address | IPv6Address

# Python 3.11.7 calls multicast, 6to4 and NAT64 addresses global, so what is not public is listed here in
# full from the IANA special-purpose registries rather than asked of `is_global` alone.
_CLOSED_V4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",  # the metadata service of Azure answers on a routable address
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
_OPEN_V6 = ip_network("2000::/3")
_CLOSED_V6 = tuple(
    map(
        ip_network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
_IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})
_LATIN_LOOKALIKES = frozenset("аеорсухіјѕԁԛԝһӏвкмнтгпαοιυνρτκχ")


def canonical_host(raw: str) -> str:
    """The host as a browser understands it: decoded, compatibility forms folded, lower case, no dot at the end.

    An IPv6 address keeps its brackets away: "[::1]" becomes "::1".
    """
    host = unquote(raw.strip().removeprefix("[").removesuffix("]"))
    host = unicodedata.normalize("NFKC", host.translate(_DOTS)).translate(_DOTS).translate(_IGNORED)
    return host.lower().rstrip(".")


def literal_address(host: str) -> Address | None:
    """The numeric address that a canonical host spells, or None if it is a name.

    Reads decimal, octal, hexadecimal and shortened IPv4 as browsers do (WHATWG URL, section 3.5), and IPv6
    with or without a zone. Raises ValueError for a host that must be a number and is none, such as "1.2.3.999".
    """
    if ":" in host:
        return IPv6Address(host.split("%", 1)[0])
    labels = host.split(".")
    if not re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        return None
    if len(labels) > 4:
        raise ValueError(f"{host} has more than four parts")
    numbers = [_number(label) for label in labels]
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        raise ValueError(f"{host} is not an address")
    return IPv4Address(last + sum(number * 256 ** (3 - place) for place, number in enumerate(numbers)))


def _number(label: str) -> int:
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    if not label.isascii() or not label.isdigit():
        raise ValueError(f"{label!r} is not a number")
    return int(label, 8) if len(label) > 1 and label.startswith("0") else int(label)


def is_public(address: Address | str) -> bool:
    """Whether an address belongs to the public internet and to nothing with a special purpose.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, NAT64, Teredo) are never public here: what
    stands behind them cannot be told. Raises ValueError for a text that is no address.
    """
    if isinstance(address, str):
        address = ip_address(address.split("%", 1)[0])
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _CLOSED_V4)
    if address.scope_id or address not in _OPEN_V6 or not address.is_global:
        return False
    return not any(address in network for network in _CLOSED_V6)


def is_name(host: str) -> bool:
    """Whether a canonical host is a well-formed name of the domain name system, international names included."""
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return False
    return 0 < len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.split("."))


def looks_deceptive(host: str) -> bool:
    """Whether a label of the name mixes alphabets, or is written wholly in letters that look like Latin ones."""
    return any(_label_deceives(label) for label in _shown(host).split(".") if not label.isascii())


def _shown(host: str) -> str:
    """The name as a browser might show it: labels in Punycode decoded where that is possible."""
    labels = []
    for label in host.split("."):
        if label.startswith("xn--"):
            try:
                label = label[4:].encode().decode("punycode")
            except UnicodeError:
                return host
        labels.append(label)
    return ".".join(labels)


def _label_deceives(label: str) -> bool:
    letters = [letter for letter in label if letter.isalpha()]
    scripts = {unicodedata.name(letter, "UNKNOWN").split(" ")[0] for letter in letters}
    if scripts and scripts <= _EAST_ASIAN | {"LATIN"}:
        return False
    return len(scripts) > 1 or all(letter in _LATIN_LOOKALIKES for letter in letters if not letter.isascii())
