"""Writes src/annexa/model/bank_holidays.py anew, from the `holidays` library that is installed here.

    python scripts/bank_holidays.py

To be run when that library has another version; a test says so.
"""

from importlib.metadata import version
from pathlib import Path

from annexa.model.working_days import computed

TABLE = Path(__file__).resolve().parents[1] / "src/annexa/model/bank_holidays.py"
YEARS = range(2024, 2036)


def written() -> str:
    """The module's text."""
    rows = [f'    {year}: "{" ".join(f"{day:%m-%d}" for day in sorted(computed(year)))}",' for year in YEARS]
    return "\n".join(
        (
            '"""Bank holidays of England as the `holidays` library knows them: to load it takes a tenth of a second.',
            "",
            "Written by scripts/bank_holidays.py.",
            '"""',
            "",
            "from typing import Final",
            "",
            f'VERSION: Final = "{version("holidays")}"',
            '"""Of the library; where another one is installed, that one is asked."""',
            "DAYS: Final = {",
            *rows,
            "}",
            '"""Month and day of each, by year; other years the library knows."""',
            "",
        )
    )


if __name__ == "__main__":
    TABLE.write_text(written(), encoding="utf-8")
