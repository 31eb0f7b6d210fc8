"""Manifests for tests that need only some of what one says."""

from datetime import date
from typing import Any

from annexa.model.manifest import FORMAT, Manifest, ManifestDocument, ManifestFile, ManifestLimits


def a_manifest(**said: Any) -> Manifest:
    plain: dict[str, Any] = {
        "format": FORMAT, "title": "Day 2", "area": "Westmere", "partnership": "Westmere Partnership", "framework": "v8",
        "submission": "day-2", "package": "shared", "draft": False, "notification": None, "as_at": date(2026, 11, 3),
        "language": "en-GB", "pages": 1, "limits": ManifestLimits(megabytes=200, pages=2000), "engines": {}, "files": (),
        "documents": (), "mentioned": (), "accessibility": (),
    }  # fmt: skip
    return Manifest(**{**plain, **said})


def a_volume(path: str = "b.pdf", **said: Any) -> ManifestFile:
    plain: dict[str, Any] = {
        "path": path, "kind": "bundle", "sha256": "", "bytes": 1, "pages": 1, "first_page": 1, "last_page": 1,
        "volume": 1, "item": None, "document": None, "pdf_ua": True,
    }  # fmt: skip
    return ManifestFile(**{**plain, **said})


def a_row(key: str, **said: Any) -> ManifestDocument:
    plain: dict[str, Any] = {
        "key": key, "item": key.partition("/")[0], "title": key, "kind": "policy", "dated": date(2026, 9, 14),
        "status": "final", "source": "", "sha256": "", "engine": "", "volume": 1, "page_from": 3, "page_to": 3,
        "pages": 1, "position": 3, "divider": None, "beside": (), "notes": (),
    }  # fmt: skip
    return ManifestDocument(**{**plain, **said})
