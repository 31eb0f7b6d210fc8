from samples import ReadFaultKind, document

PASSES = {"readable": document("Text"), "a fault of another rule": document(fault=ReadFaultKind.CORRUPT)}
FAILS = {"the fault": (document(fault=ReadFaultKind.MISLABELLED), "cannot be read")}
