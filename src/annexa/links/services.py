"""Online services whose links an outside reader cannot open, or only after a sign-in.

Each entry says host, path and query by pattern. The first that fits decides; None says that the page is public
although its host is on the list further down, such as a form that is published to everybody.
"""

import re
from typing import NamedTuple

from annexa.links.verdict import Verdict


class _Service(NamedTuple):
    hosts: re.Pattern[str]
    path: re.Pattern[str]
    verdict: Verdict | None


def service_of(host: str, path: str, query: str = "") -> Verdict | None:
    """The verdict on a page of a known service, by its canonical host, path and query; None for all others."""
    whole = f"{path}?{query}" if query else path
    for service in _SERVICES:
        if service.hosts.fullmatch(host) and service.path.search(whole):
            return service.verdict
    return None


def _service(hosts: str, path: str, verdict: Verdict | None) -> _Service:
    return _Service(re.compile(hosts), re.compile(path, re.IGNORECASE), verdict)


_SERVICES = (
    # OneDrive stands before SharePoint: personal stores have hosts of the form tenant-my.sharepoint.com.
    _service(r".+-my\.sharepoint\.(com|us|de|cn)", "", Verdict.ONEDRIVE),
    _service(r"(.+\.)?(onedrive\.live\.com|1drv\.ms|onedrive\.com|d\.docs\.live\.net)", "", Verdict.ONEDRIVE),
    _service(r"(.+\.)?sharepoint\.(com|us|de|cn)", "", Verdict.SHAREPOINT),
    _service(r".+", r"/_layouts/1[0-9]/|/Forms/AllItems\.aspx|^/:[a-z]:/", Verdict.SHAREPOINT),
    _service(r"(.+\.)?teams\.(microsoft|live)\.com|teams\.cloud\.microsoft", "", Verdict.TEAMS),
    # Published forms and presentations of Microsoft are open to everybody.
    _service(r"forms\.(office|microsoft|cloud\.microsoft)(\.com)?", r"^/(r|e|pages/responsepage)", None),
    _service(r"sway\.(office|cloud\.microsoft)(\.com)?", "", None),
    _service(r"app\.powerbi\.com", r"^/view\?r=", None),
    _service(r"view\.officeapps\.live\.com", r"^/op/", None),
    _service(r"(support|templates|www)\.(office|microsoft365)\.com", r"^/[a-z]{2}-[a-z]{2}/", None),
    _service(
        r"((www|outlook|portal|admin|account|tasks|planner|to-?do|lists|loop|delve|whiteboard|word|excel|powerpoint)\.)?"
        r"(office|office365|microsoft365)\.com|.+\.officeapps\.live\.com",
        "",
        Verdict.WORKSPACE,
    ),
    _service(r".+\.cloud\.microsoft|outlook\.live\.com|(.+\.)?onenote\.com", "", Verdict.WORKSPACE),
    _service(r"(.+\.)?(powerbi|powerapps|dynamics|microsoftstream|yammer)\.com", "", Verdict.WORKSPACE),
    _service(r"(portal|dev)\.azure\.com|loop\.microsoft\.com|planner\.microsoft\.com", "", Verdict.WORKSPACE),
    _service(r".+\.(atlassian\.net|slack\.com|service-now\.com)", "", Verdict.WORKSPACE),
    _service(r".+\.(lightning\.force\.com|my\.salesforce\.com)", "", Verdict.WORKSPACE),
    _service(r"(trello|miro|app\.asana|www\.notion|app\.smartsheet)\.(com|so)", "", Verdict.WORKSPACE),
    # Google: what is published to the web is open, what is shared may not be.
    _service(r"docs\.google\.com", r"/(pub|pubhtml|embed|viewform|formResponse)(\?|$)", None),
    _service(r"sites\.google\.com", r"^/view/", None),
    _service(r"(docs|drive|sheets|slides|photos|sites|keep)\.google\.com", "", Verdict.GOOGLE_SHARE),
    _service(r"(mail|calendar|meet|chat|groups)\.google\.com", "", Verdict.WORKSPACE),
    _service(r"photos\.app\.goo\.gl", "", Verdict.GOOGLE_SHARE),
    _service(r"(www\.)?dropbox\.com", r"^/(s|scl|sh|home|preview|work)/", Verdict.FILE_SHARE),
    _service(r"(.+\.)?(app\.)?box\.com", r"^/(s|file|folder|v)/", Verdict.FILE_SHARE),
    _service(r"(.+\.)?(wetransfer\.com|we\.tl|egnyte\.com|sharefile\.(com|eu)|mega\.nz)", r"^/.", Verdict.FILE_SHARE),
    _service(r"(www\.)?icloud\.com", r"^/(iclouddrive|pages|numbers|keynote|attachment)", Verdict.FILE_SHARE),
)
