"""A requirement's number stands without quotes and reads as another number.

Why it matters: Many programs read 3.10 without quotes as 3.1, and evidence would turn up under the wrong
requirement.

Fails when: `requirement:` is a number without quotes whose value would be written another way.

To put right:
- Metadata: Put the number in double quotes, such as `requirement: "3.4"`.

Passes: `requirement: "3.10"`

Fails: `requirement: 3.10`
"""

from annexa.model.findings import Level

ID = "unquoted-number"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False
