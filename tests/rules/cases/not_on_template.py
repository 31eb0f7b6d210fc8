from samples import document, heading, sheet, table

COLUMNS = ("Service", "Commissioned by", "Provided by")


def overview(*blocks: object, **more: object) -> object:
    return document(*blocks, **{"kind": "structure", "requirement": "5.1"} | more)  # type: ignore[arg-type]


PASSES = {
    "its columns": overview(tables=[table(("Detail", "Value")), table(COLUMNS, ("Therapy", "ICB", "Trust"))]),
    "other words, other order, more columns": overview(
        tables=[table(("Provider (lead)", "Ages", "SERVICE", "Commissioner"))]
    ),
    "another kind": overview(kind="agreement"),
    "another requirement": overview(requirement="5.2"),
    "one of two of the kind": overview(others=({"file": "b.docx", "kind": "structure"},)),
    "a PDF with the words in lines": overview("Service", "Commissioner", "Provider", format="pdf"),
    "a workbook": overview(*sheet([COLUMNS]), format="xlsx", front=False),
}
FAILS = {
    "words alone": (overview("We commission services.", heading("Services")), "no columns “Service”, “Commissioned by”, “Provided by”"),
    "columns over two tables": (
        overview(tables=[table(("Service", "Commissioned by")), table(("Service", "Provided by"))]),
        "no columns “Provided by”",
    ),
    "part of a word is no column": (overview(tables=[table(("Services", "Recommissioned by", "Provided by"))]), "“Service”"),
}  # fmt: skip
