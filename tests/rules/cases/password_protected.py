from samples import ReadFaultKind, document

PASSES = {"readable": document("Text"), "a fault of another rule": document(fault=ReadFaultKind.EMPTY)}
FAILS = {"the fault": (document(fault=ReadFaultKind.PASSWORD), "cannot be read")}
