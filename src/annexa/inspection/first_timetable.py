"""The first timetable of a library: the meetings of week three that the guidance names, and its check-lists."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from annexa.inspection.starting import environment
from annexa.model.library import People
from annexa.model.quoted import quoted

LOGISTICS: Final = (
    ("room", "A room for inspectors at the base"),
    ("parking", "Parking permits wherever inspectors are based"),
    ("passes", "Passes for every site"),
    ("refreshments", "Refreshments wherever inspectors are based"),
    ("log-ins", "Log-ins and network for inspectors, and somebody to call"),
    ("screens", "Screens and video links in the rooms"),
    ("partner-sites", "The same agreed with counterparts at partners' sites"),
    ("meeting-rooms", "Rooms and links for the keep-in-touch meetings"),
    ("invitations", "Invitations sent from the logistics mailbox"),
    ("timetable-agreed", "The timetable agreed with the lead inspector"),
    ("case-tracking", "Somebody notes which cases inspectors look at"),
)
PRESENTATION: Final = (
    ("headlines", "Key headlines developed"),
    ("slides", "The presentation prepared"),
    ("presenters", "Presenters confirmed: the Director of Children's Services and the chief executive of the ICB"),
    ("members", "Elected members with responsibility for SEND invited"),
    ("icb", "The representative of the Integrated Care Board invited"),
    ("forum", "Representatives of the parent carer forum invited"),
    ("managers", "Senior managers of education, health and social care invited"),
    ("alternative-provision", "Senior managers who commission and oversee alternative provision invited"),
    ("providers", "Representatives of providers and services invited"),
    ("rehearsal", "The presentation tried out in the room"),
)
WELCOME: Final = (
    ("timetable", "The timetable of the week"),
    ("contacts", "Whom to call: LANO, logistics, information technology"),
    ("getting-there", "How to get to each site, and where to park"),
    ("building", "Entrances, fire exits and first aid at the base"),
    ("network", "How to log in"),
    ("structure", "The partnership's structure on a page"),
    ("glossary", "The glossary of local terms"),
)
"""What is to be arranged, by the county's guidance; the welcome pack, of which it says no more, as people fill one."""


def first_timetable(days: Mapping[int, date], people: People, base: str) -> str:
    """The text of a first `evidence/timetable.yaml`: dates of the working days, and the roles that people.yaml has."""
    stages = {stage: id for id, role in reversed(people.roles.items()) for stage in role.stages}
    leaders = [stages[stage] for stage in ("lano", "director") if stage in stages]
    template = environment().get_template("timetable.yaml.jinja")
    lists = {"logistics": LOGISTICS, "presentation": PRESENTATION, "welcome": WELCOME}
    return template.render(
        days=days,
        base=quoted(base),
        leaders=", ".join(leaders),
        lead=stages.get("lano", ""),
        debriefer=stages.get("lano", ""),
        **{name: [(id, quoted(what)) for id, what in points] for name, points in lists.items()},
    )
