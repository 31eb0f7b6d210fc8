"""One module a format: a file becomes frozen `Facts`, or a `ReadFault` that says why not."""
