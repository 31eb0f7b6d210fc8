"""Makes the sample library: a fictional local area's evidence, the same bytes every time.

`model` says what a document is made of; `content` holds what the documents say; `word`, `opendocument`, `slides`,
`sheets` and `typeset` write the file formats; `metadata` writes the YAML; `pack` makes archives repeatable.
"""
