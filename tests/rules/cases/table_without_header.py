from samples import document, table

YEARS = (("Year", "Number", "Share"), ("2025", "41", "61%"), ("2026", "46", "68%"))

PASSES = {
    "marked": document(tables=[table(*YEARS)]),
    "one row": document(tables=[table(YEARS[0], header_row=False)]),
    "one column": document(tables=[table(("a",), ("b",), header_row=False)]),
    "notes of a workbook": document(
        tables=[table(("Source", "Census"), ("As at", "May"), header_row=False)], format="xlsx"
    ),
}
FAILS = {
    "not marked": (document(tables=[table(*YEARS, header_row=False)]), "3 rows and 3 columns"),
    "a sheet": (document(tables=[table(*YEARS, header_row=False)], format="xlsx"), "no header row"),
}
