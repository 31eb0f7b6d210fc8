"""A metadata file is not valid YAML.

Why it matters: Nothing in a file that cannot be read can be checked or put into a bundle.

Fails when: The file is missing, empty, not UTF-8 text, larger or more deeply nested than it may be, uses anchors
that multiply, or breaks the rules of YAML, most often by a tab, a missing space after a colon, or wrong
indentation.

To put right:
- Metadata: Go to the line and column given. Indent with spaces, never tabs; put a space after each colon; put text
  that holds a colon into double quotes. Compare with an item that passes.

Passes: `summary: "Destinations: where young people go"`

Fails: `summary: Destinations: where young people go`
"""

from annexa.model.findings import Level

ID = "metadata-syntax"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False
