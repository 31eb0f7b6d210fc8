"""What an address alone tells: a table, and that nothing a document holds can stop the judge.

Long because it is mostly one table of addresses.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexa.links.address import as_relative_file, judge, same_page
from annexa.links.verdict import WORDS, Verdict
from annexa.model.library import LinkLists

V = Verdict
LISTS = LinkLists(
    internal_domains=("westmere.example", "staff.area.gov.uk", "*.apps.area.org"),
    trusted_domains=("area.gov.uk", "open.westmere.example", "area.sharepoint.com", "forum.local"),
)

TABLE = [
    # Pages that look open.
    ("https://www.gov.uk/help", V.EXTERNAL),
    ("HTTPS://WWW.GOV.UK/help", V.EXTERNAL),
    ("https://www.gov.uk./help", V.EXTERNAL),
    (" https://www.gov.uk/a b ", V.EXTERNAL),
    ("https://www.gov.uk:8443/x?y=1#z", V.EXTERNAL),
    ("https://8.8.8.8/", V.EXTERNAL),
    ("https://[2001:4860:4860::8888]/", V.EXTERNAL),
    ("https://münchen.de/", V.EXTERNAL),
    ("https://日本語.jp/", V.EXTERNAL),
    ("https://www.gov.uk/file\\@mail.org", V.EXTERNAL),
    ("http://www.gov.uk/", V.PLAIN_HTTP),
    # People and places in the document.
    ("mailto:send@area.gov.uk?subject=Hello", V.CONTACT),
    ("send@area.gov.uk", V.CONTACT),
    ("tel:+441234567890", V.CONTACT),
    ("#_Toc1234", V.JUMP),
    # Slips.
    ("", V.EMPTY),
    ("   \t\r\n", V.EMPTY),
    ("www.gov.uk", V.NO_SCHEME),
    ("gov.uk/help", V.NO_SCHEME),
    ("www.gov.uk:443/x", V.NO_SCHEME),
    ("htp://www.gov.uk", V.MALFORMED),
    ("https:/www.gov.uk", V.MALFORMED),
    ("https//www.gov.uk", V.MALFORMED),
    ("http;//www.gov.uk", V.MALFORMED),
    ("http:\\\\www.gov.uk", V.MALFORMED),
    ("hhttps://www.gov.uk", V.MALFORMED),
    ("http:www.gov.uk", V.MALFORMED),
    ("http://", V.MALFORMED),
    ("https:///path", V.MALFORMED),
    ("https://www gov.uk/", V.MALFORMED),
    ("https://www..gov.uk/", V.MALFORMED),
    ("https://-area.org/", V.MALFORMED),
    ("https://www.gov.uk:99999/", V.MALFORMED),
    ("https://www.gov.uk:port/", V.MALFORMED),
    ("https://[::1/", V.MALFORMED),
    ("https://[zz::1]/", V.MALFORMED),
    ("https://1.2.3.999/", V.MALFORMED),
    ("https://09.1.1.1/", V.MALFORMED),
    ("https://" + "a" * 64 + ".org/", V.MALFORMED),
    ("?page=2", V.MALFORMED),
    ("mailto:", V.MALFORMED),
    ("tel:", V.MALFORMED),
    ("https://area.org/" + "x" * 20_000, V.TOO_LONG),
    # Letters that deceive.
    ("https://раураl.com/", V.MIXED_SCRIPTS),
    ("https://gοv.uk/", V.MIXED_SCRIPTS),
    ("https://аррӏе.com/", V.MIXED_SCRIPTS),
    ("https://xn--80ak6aa92e.com/", V.MIXED_SCRIPTS),
    # No addresses at all.
    ("javascript:alert(1)", V.SCRIPT),
    ("JaVa\tScRiPt:alert(1)", V.SCRIPT),
    ("vbscript:x", V.SCRIPT),
    ("data:text/html;base64,AAAA", V.DATA),
    ("data:" + "x" * 20_000, V.DATA),
    ("blob:https://www.gov.uk/x", V.DATA),
    # Passwords.
    ("https://name:word@www.gov.uk/", V.CREDENTIALS),
    ("https://name@www.gov.uk/", V.CREDENTIALS),
    ("https://name:word@10.0.0.1/", V.CREDENTIALS),
    # Files and drives.
    ("file:///C:/SEND/plan.docx", V.DRIVE_PATH),
    ("file:///C|/SEND/plan.docx", V.DRIVE_PATH),
    ("S:\\SEND\\plan.docx", V.DRIVE_PATH),
    ("S:/SEND/plan.docx", V.DRIVE_PATH),
    ("file://server/share/plan.docx", V.UNC_PATH),
    ("file://///server/share/plan.docx", V.UNC_PATH),
    ("\\\\server\\share\\plan.docx", V.UNC_PATH),
    ("//server/share/plan.docx", V.UNC_PATH),
    ("file:///home/lead/plan.docx", V.FILE_PATH),
    ("/sites/send/plan.docx", V.FILE_PATH),
    ("~/plan.docx", V.FILE_PATH),
    ("plan.docx", V.RELATIVE_FILE),
    ("..\\3.4-destinations\\plan%20one.docx", V.RELATIVE_FILE),
    # Programs.
    ("ms-word:ofe|u|https://area.org/x.docx", V.APP_SCHEME),
    ("msteams:/l/chat", V.APP_SCHEME),
    ("onenote:https://x", V.APP_SCHEME),
    ("ftp://ftp.area.org/x", V.APP_SCHEME),
    ("about:blank", V.APP_SCHEME),
    # Names of the office network.
    ("https://intranet/page", V.INTRANET_HOST),
    ("https://sendserver/page", V.BARE_HOST),
    ("http://srv-01:8080/page", V.BARE_HOST),
    ("https://intranet.county.gov.uk/", V.INTRANET_HOST),
    ("https://send-intranet.county.gov.uk/", V.INTRANET_HOST),
    ("https://intranet.area.gov.uk/", V.INTRANET_HOST),  # trusting the domain does not open its intranet
    ("https://portal.county.local/", V.INTRANET_HOST),
    ("https://wiki.county.corp/", V.INTRANET_HOST),
    ("https://wiki.county.internal/", V.INTRANET_HOST),
    ("https://printer.home.arpa/", V.INTRANET_HOST),
    # Private numbers in all their spellings.
    ("https://localhost/", V.PRIVATE_ADDRESS),
    ("https://LOCALHOST./", V.PRIVATE_ADDRESS),
    ("https://x.localhost/", V.PRIVATE_ADDRESS),
    ("http://127.0.0.1/", V.PRIVATE_ADDRESS),
    ("http://127.1/", V.PRIVATE_ADDRESS),
    ("http://2130706433/", V.PRIVATE_ADDRESS),
    ("http://0x7f000001/", V.PRIVATE_ADDRESS),
    ("http://0x7F.1/", V.PRIVATE_ADDRESS),
    ("http://0177.0.0.1/", V.PRIVATE_ADDRESS),
    ("http://017700000001/", V.PRIVATE_ADDRESS),
    ("http://127.0.0.1./", V.PRIVATE_ADDRESS),
    ("http://１２７.０.０.１/", V.PRIVATE_ADDRESS),
    ("http://127。0。0。1/", V.PRIVATE_ADDRESS),
    ("http://①②⑦.0.0.1/", V.PRIVATE_ADDRESS),
    ("http://127.0\u200b.0.1/", V.PRIVATE_ADDRESS),
    ("http://%31%32%37.0.0.1/", V.PRIVATE_ADDRESS),
    ("http://0/", V.PRIVATE_ADDRESS),
    ("http://10.1.2.3/", V.PRIVATE_ADDRESS),
    ("http://172.31.255.255/", V.PRIVATE_ADDRESS),
    ("http://192.168.0.1/", V.PRIVATE_ADDRESS),
    ("http://100.64.0.1/", V.PRIVATE_ADDRESS),
    ("http://169.254.169.254/latest", V.PRIVATE_ADDRESS),
    ("http://168.63.129.16/", V.PRIVATE_ADDRESS),
    ("http://224.0.0.1/", V.PRIVATE_ADDRESS),
    ("http://255.255.255.255/", V.PRIVATE_ADDRESS),
    ("http://[::1]/", V.PRIVATE_ADDRESS),
    ("http://[::]/", V.PRIVATE_ADDRESS),
    ("http://[::ffff:127.0.0.1]/", V.PRIVATE_ADDRESS),
    ("http://[::ffff:8.8.8.8]/", V.PRIVATE_ADDRESS),
    ("http://[::127.0.0.1]/", V.PRIVATE_ADDRESS),
    ("http://[64:ff9b::7f00:1]/", V.PRIVATE_ADDRESS),
    ("http://[64:ff9b:1::1]/", V.PRIVATE_ADDRESS),
    ("http://[2002:7f00:1::]/", V.PRIVATE_ADDRESS),
    ("http://[2001:0:7f00:1::]/", V.PRIVATE_ADDRESS),
    ("http://[2001:db8::1]/", V.PRIVATE_ADDRESS),
    ("http://[fe80::1%25eth0]/", V.PRIVATE_ADDRESS),
    ("http://[fd00:ec2::254]/", V.PRIVATE_ADDRESS),
    ("http://[ff02::1]/", V.PRIVATE_ADDRESS),
    # Online services that ask for a sign-in, and their pages that do not.
    ("https://county.sharepoint.com/sites/send", V.SHAREPOINT),
    ("https://county.sharepoint.com/:w:/s/send/abc?e=1", V.SHAREPOINT),
    ("https://docs.county.gov.uk/_layouts/15/WopiFrame.aspx", V.SHAREPOINT),
    ("https://county-my.sharepoint.com/personal/x", V.ONEDRIVE),
    ("https://1drv.ms/w/s!abc", V.ONEDRIVE),
    ("https://onedrive.live.com/edit?id=1", V.ONEDRIVE),
    ("https://teams.microsoft.com/l/channel/19", V.TEAMS),
    ("https://outlook.office.com/mail", V.WORKSPACE),
    ("https://www.office.com/launch/word", V.WORKSPACE),
    ("https://blogs.office.com/2012/word", V.EXTERNAL),
    ("https://county.atlassian.net/wiki", V.WORKSPACE),
    ("https://forms.office.com/r/abc", V.EXTERNAL),
    ("https://app.powerbi.com/view?r=abc", V.EXTERNAL),
    ("https://app.powerbi.com/groups/me", V.WORKSPACE),
    ("https://docs.google.com/document/d/abc/edit", V.GOOGLE_SHARE),
    ("https://drive.google.com/file/d/abc/view", V.GOOGLE_SHARE),
    ("https://docs.google.com/forms/d/e/abc/viewform", V.EXTERNAL),
    ("https://docs.google.com/document/d/e/abc/pub", V.EXTERNAL),
    ("https://www.dropbox.com/scl/fi/abc", V.FILE_SHARE),
    ("https://we.tl/t-abc", V.FILE_SHARE),
    # The library's own lists: the more specific entry wins.
    ("https://westmere.example/", V.INTERNAL_DOMAIN),
    ("https://www.westmere.example/", V.INTERNAL_DOMAIN),
    ("https://open.westmere.example/", V.EXTERNAL),
    ("https://notwestmere.example/", V.INTRANET_HOST),  # .example belongs to nobody
    ("https://www.area.gov.uk/", V.EXTERNAL),
    ("https://staff.area.gov.uk/", V.INTERNAL_DOMAIN),
    ("https://x.apps.area.org/", V.INTERNAL_DOMAIN),
    ("https://area.sharepoint.com/sites/public", V.EXTERNAL),
    ("https://forum.local/", V.EXTERNAL),
    ("http://www.area.gov.uk/", V.PLAIN_HTTP),
]


@pytest.mark.parametrize(("target", "verdict"), TABLE, ids=[target[:50] for target, _ in TABLE])
def test_table(target: str, verdict: Verdict) -> None:
    assert judge(target, LISTS).verdict is verdict


def test_the_table_is_long_enough_and_holds_every_offline_verdict() -> None:
    assert len({target for target, _ in TABLE}) >= 60
    offline = set(list(Verdict)[: list(Verdict).index(Verdict.OK)]) - {Verdict.WRAPPED}
    assert {verdict for _, verdict in TABLE} == offline


WRAPPED = [
    ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fa%3Fb%3D1&data=05%7Cx", "Outlook"),
    ("https://eur01.safelinks.protection.outlook.com/ap/w-59/?URL=https%3A%2F%2Fwww.gov.uk%2Fa%3Fb%3D1", "Outlook"),
    ("https://urldefense.proofpoint.com/v1/url?u=https://www.gov.uk/a?b%3D1&k=x", "Proofpoint"),
    ("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.gov.uk_a-3Fb-3D1&d=x&c=y", "Proofpoint"),
    ("https://urldefense.com/v3/__https://www.gov.uk/a*b=1__;Pw!!abc!xyz$", "Proofpoint"),
    ("https://urldefense.us/v3/__https:/www.gov.uk/a*b=1__;Pw!!abc!xyz$", "Proofpoint"),
    ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.gov.uk%2fa%3fb%3d1&c=E,1,x", "Barracuda"),
    ("https://eu-west-1.protection.sophos.com/?d=gov.uk&u=aHR0cHM6Ly93d3cuZ292LnVrL2E_Yj0x&i=x", "Sophos"),
    ("https://secure-web.cisco.com/1abc/https%3A%2F%2Fwww.gov.uk%2Fa%3Fb%3D1", "Cisco"),
    ("https://www.google.com/url?q=https://www.gov.uk/a%3Fb%3D1&sa=D", "Google"),
    ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fwww.gov.uk%2Fa%3Fb%3D1", "Google"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.gov.uk%2Fa%3Fb%3D1", "Facebook"),
    ("https://protect2.fireeye.com/v1/url?k=x&u=https%3A%2F%2Fwww.gov.uk%2Fa%3Fb%3D1", "FireEye"),
]


@pytest.mark.parametrize(("target", "by"), WRAPPED, ids=[target[:45] for target, _ in WRAPPED])
def test_wrappers_are_taken_off_before_the_address_is_judged(target: str, by: str) -> None:
    judged = judge(target)
    assert judged.address == "https://www.gov.uk/a?b=1"
    assert judged.verdict is Verdict.EXTERNAL
    assert judged.wrapped_by.startswith(by)


def test_a_wrapped_address_does_not_hide_what_is_inside() -> None:
    inner = "https%3A%2F%2Fcounty.sharepoint.com%2Fx"
    outer = f"https://eur01.safelinks.protection.outlook.com/?url={inner}"
    twice = f"https://www.google.com/url?q={outer.replace(':', '%3A').replace('/', '%2F').replace('?', '%3F').replace('%', '%25')}"
    assert judge(outer).verdict is Verdict.SHAREPOINT
    assert judge(twice.replace("%25", "%")).wrapped_by == "Google"
    assert judge("https://www.google.com/url?q=http%3A%2F%2F127.0.0.1%2F").verdict is Verdict.PRIVATE_ADDRESS
    assert judge("https://www.google.com/url?q=javascript:alert(1)").verdict is Verdict.SCRIPT


@pytest.mark.parametrize(
    "target",
    [
        "https://protect-eu.mimecast.com/s/aBcD?domain=gov.uk",
        "https://url.uk.m.mimecastprotect.com/s/aBcD",
        "https://eur01.safelinks.protection.outlook.com/?data=05",
        "https://urldefense.com/v3/__broken",
        "https://eu-west-1.protection.sophos.com/?u=%%%",
        "https://urldefense.com/v3/__https://a.uk/**Zx__;Pw!!abc$",
    ],
)
def test_a_wrapper_that_cannot_be_taken_off_is_said(target: str) -> None:
    assert judge(target).verdict is Verdict.WRAPPED


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("plan.docx", "plan.docx"),
        ("./a/../plan%20one.docx#part", "plan one.docx"),
        ("..\\3.4-destinations\\plan.docx", "../3.4-destinations/plan.docx"),
        ("file:plan.docx", "plan.docx"),
        ("https://www.gov.uk/plan.docx", None),
        ("/plan.docx", None),
        ("S:\\plan.docx", None),
        ("file:///plan.docx", None),
        ("%2Fetc%2Fpasswd", None),
        ("..", None),
        ("www.gov.uk", None),
        ("#part", None),
        ("", None),
    ],
)
def test_relative_files(target: str, path: str | None) -> None:
    assert as_relative_file(target) == path


def test_same_page() -> None:
    assert same_page("http://www.gov.uk/help/", "https://gov.uk/help#top")
    assert not same_page("https://www.gov.uk/help", "https://www.gov.uk/help?page=2")


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_nothing_in_a_document_stops_the_judge(text: str) -> None:
    for target in (
        text,
        f"https://{text}",
        f"https://{text}.org/",
        f"file:{text}",
        f"https://www.google.com/url?q={text}",
    ):
        judged = judge(target)
        assert judged.sentence
        as_relative_file(target)


@settings(max_examples=40)
@given(st.ip_addresses(v=4).filter(lambda address: not address.is_global))
def test_no_private_number_passes_however_it_is_written(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    parts = [(number >> shift) & 255 for shift in (24, 16, 8, 0)]
    for host in (
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(map(hex, parts)),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"[::ffff:{address}]",
        f"[64:ff9b::{address}]",
    ):
        assert judge(f"http://{host}/").verdict is Verdict.PRIVATE_ADDRESS, host


def test_every_verdict_has_words_for_a_busy_reader() -> None:
    assert set(WORDS) == set(Verdict)
    for verdict, words in WORDS.items():
        assert words.sentence[0].isupper()
        assert not words.sentence.endswith(".")
        assert bool(words.remedy) is (words.level is not None), verdict
