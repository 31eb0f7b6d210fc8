"""Packs a finished bundle for sending, and proves later that no byte of it has changed."""

from annexa.package.contents import Checks, Document, Item, PackageInput, Volume
from annexa.package.pack import Packed, check_passphrase, pack, write_package
from annexa.package.proof import Proof, looks_like_package, prove

__all__ = [
    "Checks", "Document", "Item", "PackageInput", "Packed", "Proof", "Volume",
    "check_passphrase", "looks_like_package", "pack", "prove", "write_package",
]  # fmt: skip
