"""Actions of a PDF: addresses, jumps, programs, scripts and forms that are sent."""

from typing import Any

from annexa.documents.facts import ActiveKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.pdf.destinations import Destinations
from annexa.documents.pdf.values import destination_name, file_name, is_array, is_dict, launched, text_of
from annexa.model.findings import Place

_MOST_ACTIONS = 1_000
"""Actions that follow each other of one annotation that are read."""


class Actions:
    """Adds what the actions of one file tell."""

    def __init__(self, places: Destinations, found: Gatherer) -> None:
        self._places = places
        self._found = found

    def add_additional(self, node: Any, place: Place) -> None:
        """Adds what a thing starts by itself, such as a page that is opened."""
        actions = node.get("/AA")
        for action in actions.values() if is_dict(actions) else ():
            if is_dict(action):
                self.add(action, place, "")

    def add(self, action: Any, place: Place, text: str) -> None:
        """An action and those that follow it, each once: they may follow each other in circles."""
        waiting, seen = [action], set[tuple[int, int]]()
        for _ in range(_MOST_ACTIONS):
            if not waiting:
                return
            action = waiting.pop(0)
            if action.is_indirect:
                if action.objgen in seen:
                    continue
                seen.add(action.objgen)
            self._one_action(action, place, text)
            following = action.get("/Next")
            if following is not None:
                waiting += [step for step in (following if is_array(following) else (following,)) if is_dict(step)]
        self._found.partial("an annotation starts more actions than are read")

    def _one_action(self, action: Any, place: Place, text: str) -> None:
        kind = text_of(action.get("/S"))
        if kind == "/URI":
            self._found.link(text_of(action.get("/URI")), place, LinkOrigin.ANNOTATION, text)
        elif kind == "/GoTo" and "/D" in action:
            there = self._places.leads_somewhere(action["/D"])
            self._found.link(destination_name(action["/D"]), place, LinkOrigin.INTERNAL, text, resolved=there)
        elif kind in ("/GoToR", "/GoToE"):
            self._found.link(file_name(action.get("/F")), place, LinkOrigin.ANNOTATION, text)
        elif kind == "/Launch":
            target = file_name(action.get("/F")) or launched(action)
            self._found.activate(ActiveKind.LAUNCH, place, name=text, target=target)
            self._found.link(target, place, LinkOrigin.ANNOTATION, text)
        elif kind == "/JavaScript":
            self._found.activate(ActiveKind.JAVASCRIPT, place, name=text)
        elif kind in ("/SubmitForm", "/ImportData"):
            self._found.activate(ActiveKind.FORM_SUBMIT, place, name=text, target=file_name(action.get("/F")))
