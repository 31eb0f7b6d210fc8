from samples import ReadFaultKind, document

PASSES = {
    "readable": document("Text", present="native"),
    "not chosen": document(fault=ReadFaultKind.UNKNOWN_FORMAT),
    "damaged": document(fault=ReadFaultKind.CORRUPT, present="native"),
}
FAILS = {"a database": (document(fault=ReadFaultKind.UNKNOWN_FORMAT, present="native"), "cannot look into it")}
