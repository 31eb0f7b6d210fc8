"""A field holds something that it cannot hold.

Why it matters: A date that does not exist or a role that nobody has cannot be used, and guessing would be worse.

Fails when: A value is not of the right sort: no such date, not one of the words allowed, a role that people.yaml
does not name, a requirement that the framework does not know, a point that the checklist does not have.

To put right:
- Metadata: Write the value as the message says. Dates are year-month-day, such as 2026-09-14; words are spelt
  exactly as in the list that the message gives.

Passes: `dated: 2026-02-28`

Fails: `dated: 31/02/2026`
"""

from annexa.model.findings import Level

ID = "metadata-value"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False
