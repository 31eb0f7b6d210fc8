"""How much of a document is read: bounds that no real evidence meets, and that a hostile file cannot pass."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds for one file; what lies beyond is either a fault (TOO_LARGE) or said in `Facts.partial`."""

    file_bytes: int = 500_000_000
    """Largest file that is opened."""
    archive_entries: int = 20_000
    """Most entries in an Office file."""
    archive_bytes: int = 600_000_000
    """Most bytes that an Office file may unpack to, as its directory declares."""
    archive_ratio: int = 300
    """Most bytes an archive over 100 MB unpacked may hold for each byte of the file; real documents stay below 100."""
    part_bytes: int = 250_000_000
    """Largest single part of an Office file that is read."""
    text: int = 5_000_000
    """Characters of text that are kept."""
    paragraph: int = 300_000
    """Characters of one paragraph, or of one line of plain text; LibreOffice takes half a minute to set a million."""
    blocks: int = 400_000
    """Blocks of text that are kept."""
    facts: int = 20_000
    """Facts of each other kind that are kept (revisions, comments, links ...)."""
    strings: int = 20_000_000
    """Characters of the texts that the cells of a workbook share."""
    cells: int = 4_000_000
    """Texts that the cells of a workbook share."""
    slides: int = 2_000
    """Slides of a presentation that are read."""
    table_rows: int = 500
    """Rows of a table that are kept."""
    table_columns: int = 200
    """Columns of a table that are kept."""
    embedded_depth: int = 3
    """How deep files inside files are opened."""
    embedded_files: int = 60
    """Files inside one document that are opened."""
    embedded_bytes: int = 50_000_000
    """Largest file inside another that is opened."""
    pdf_pages: int = 5_000
    """Pages of a PDF that are read."""
    pixels: int = 400_000_000
    """Largest picture, width times height."""
    all_pixels: int = 2_500_000_000
    """Of all pages of a picture that has several: some 290 pages of A4 at 300 dots per inch."""

    def inside(self) -> "Limits":
        """The bounds for a file inside the one that has these."""
        return msgspec.structs.replace(
            self,
            archive_bytes=min(self.archive_bytes, 2 * self.embedded_bytes),
            part_bytes=min(self.part_bytes, self.embedded_bytes),
            text=self.text // 5,
            blocks=self.blocks // 5,
            facts=self.facts // 5,
            embedded_depth=self.embedded_depth - 1,
            embedded_files=self.embedded_files // 5,
        )
