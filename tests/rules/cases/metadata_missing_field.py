from samples import item_yaml

ALONE = """\
    kind: link
    link:
      url: https://www.gov.uk/local-offer
      shows: The local offer.
      looked_at: 2026-10-01
      looked_at_by: education-evidence-lead
"""
FILE, KIND = "  - file: destinations.docx\n    title:", "    kind: other\n"


def link(more: str = ""):
    """An item whose document is an address and nothing else."""
    yaml = item_yaml(KIND, ALONE + more)
    return type(yaml)(yaml.text.replace(FILE, "  - title:"))


PASSES = {
    "all fields": item_yaml(),
    "a link alone that says why it opens": link("      why_open: It is on the public website.\n"),
    "a link alone with its content": link("      content: It says this.\n"),
}
FAILS = {
    "no date": (item_yaml("    dated: 2026-09-14\n", ""), "dated"),
    "a link alone that does not say why it opens": (link(), "why an outside reader can open it"),
    "neither file nor link": (item_yaml(FILE, "  - title:"), "neither ‘file’"),
}
