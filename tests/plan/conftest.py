"""The library of PDFs that bundles are built from in tests/bundle: a plan is made of the same."""

from tests.bundle.conftest import framework, full_shelf, shelf

__all__ = ["framework", "full_shelf", "shelf"]
