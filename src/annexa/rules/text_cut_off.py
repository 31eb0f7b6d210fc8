"""A part of a text was taken for a comment or a label, and is lost.

Why it matters: In YAML a # after a space begins a comment and an & at the start of a value is a label. The title in
the index then lacks its end or its first word, and nobody is told.

Fails when: A value without quotes is followed by a space and a # that stands directly before a word or number, or
begins with an & that no * refers to. Comments with a space after the # are fine.

To put right:
- Metadata: Put the whole text in double quotes, such as `title: "Notes #2"` or `title: "&Notes"`. If it is meant as a
  comment, put a space after the #.

Passes: `title: "Notes on school places #2"`

Fails: `title: Notes on school places #2`
"""

from annexa.model.findings import Level

ID = "text-cut-off"
LEVEL = Level.WARNING
ABOUT = "metadata"
WAIVABLE = False
