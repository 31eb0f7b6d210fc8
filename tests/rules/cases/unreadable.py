from samples import ReadFaultKind, document

PASSES = {"readable": document("Text"), "a fault of another rule": document(fault=ReadFaultKind.PASSWORD)}
FAILS = {
    "damaged": (document(fault=ReadFaultKind.CORRUPT), "cannot be read"),
    "0 bytes": (document(fault=ReadFaultKind.EMPTY), "cannot be read"),
    "too slow": (document(fault=ReadFaultKind.TIMEOUT), "cannot be read"),
    "no format that anyone knows": (document(fault=ReadFaultKind.UNKNOWN_FORMAT), "cannot be read"),
}
