"""JSON Schemas, made from the models: the models are the single source, and a test holds the files in step."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

from annexa.load.project import Loaded, project
from annexa.model import children, framework, library, list_run, meetings, profile, request
from annexa.model.children import Register
from annexa.model.described import described
from annexa.model.framework import Checklist, Framework, Record
from annexa.model.library import Glossary, ItemMeta, LibraryMeta, People
from annexa.model.list_run import ListRuns
from annexa.model.meetings import Meetings
from annexa.model.profile import ProfileFile
from annexa.model.request import Request

MODELS: dict[str, type[Record]] = {
    "item.schema.json": ItemMeta,
    "library.schema.json": LibraryMeta,
    "people.schema.json": People,
    "glossary.schema.json": Glossary,
    "request.schema.json": Request,
    "list-runs.schema.json": ListRuns,
    "register.schema.json": Register,
    "timetable.schema.json": Meetings,
    "framework.schema.json": Framework,
    "checklist.schema.json": Checklist,
    "profile.schema.json": ProfileFile,
}


def schemas(root: Path) -> dict[str, str]:
    """The text of each schema file by its name; item.yaml's and people.yaml's know what the framework has."""
    loaded = project(root)
    return {
        name: json.dumps(_schema(model, loaded), indent=2, ensure_ascii=False) + "\n" for name, model in MODELS.items()
    }


def _schema(model: type[Record], loaded: Loaded) -> dict[str, Any]:
    schema = model.model_json_schema()
    _describe(schema)
    if model is People and loaded.framework.stages:
        role = schema["$defs"]["Role"]["properties"]
        stages = [stage.id for stage in loaded.framework.stages]
        role["stages"]["items"] = {"enum": [*stages, *loaded.framework.duties]}
    if model is ItemMeta:
        requirement = schema["properties"]["requirement"]
        requirement.pop("pattern", None)
        requirement["enum"] = [entry.id for entry in loaded.framework.requirements]
        requirement["markdownEnumDescriptions"] = [entry.title for entry in loaded.framework.requirements]
        attest = schema["$defs"]["DocumentMeta"]["properties"]["attest"]
        attest["propertyNames"] = {"enum": [point.id for point in loaded.checklist.points]}
        attest.pop("patternProperties", None)
        attest["additionalProperties"] = {"$ref": "#/$defs/Attestation"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _describe(schema: dict[str, Any]) -> None:
    """Adds to each field what it means."""
    models = {
        model.__name__: model
        for module in (children, framework, library, list_run, meetings, profile, request)
        for model in _models(module)
    }
    for name, part in {schema["title"]: schema, **schema.get("$defs", {})}.items():
        for field, value in part.get("properties", {}).items() if name in models else ():
            if words := described(models[name], field):
                value["description"] = words


def _models(module: ModuleType) -> list[type[Record]]:
    return [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Record)]
