"""Places in a PDF that links and bookmarks lead to: pages, and names that stand for places on them."""

from typing import Any

from annexa.documents.pdf.values import is_array, is_dict, name_tree, text_of


class Destinations:
    """Those of one file."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._names: dict[str, Any] | None = None
        self._numbers: dict[tuple[int, int], int] | None = None

    def page_numbers(self) -> dict[tuple[int, int], int]:
        """Numbers of the pages, from 1, by the number of their object."""
        if self._numbers is None:
            self._numbers = {page.objgen: number for number, page in enumerate(self._pdf.pages, 1)}
        return self._numbers

    def leads_somewhere(self, destination: Any, depth: int = 0) -> bool:
        """Whether a destination is a place on a page of this file."""
        if is_array(destination):
            return len(destination) > 0 and self._is_page(destination[0])
        if is_dict(destination):
            return "/D" in destination and depth < 3 and self.leads_somewhere(destination["/D"], depth + 1)
        name = text_of(destination)
        for known in (name, name.lstrip("/")):
            if known in self._destinations():
                return depth < 3 and self.leads_somewhere(self._destinations()[known], depth + 1)
        return False

    def _is_page(self, page: Any) -> bool:
        if isinstance(page, int):
            return 0 <= page < len(self._pdf.pages)
        return is_dict(page) and page.objgen in self.page_numbers()

    def _destinations(self) -> dict[str, Any]:
        """Named destinations with the places that they stand for."""
        if self._names is None:
            found: dict[str, Any] = {}
            old = self._pdf.Root.get("/Dests")
            if is_dict(old):
                found.update((str(key).lstrip("/"), value) for key, value in old.items())
            names = self._pdf.Root.get("/Names")
            if is_dict(names) and "/Dests" in names:
                found.update(name_tree(names["/Dests"]))
            self._names = found
        return self._names
