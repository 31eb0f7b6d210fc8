"""Digital signatures of Office files and OpenDocuments: who signed, and when."""

import base64
from typing import Final

from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.ooxml import Package
from annexa.model.findings import Place

DC: Final = "{http://purl.org/dc/elements/1.1/}"
DIGITAL: Final = "{http://www.w3.org/2000/09/xmldsig#}"
DIGITAL_TIME: Final = "{http://schemas.openxmlformats.org/package/2006/digital-signature}"


def digital_signatures(package: Package, found: Gatherer) -> None:
    """Adds the digital signatures of the package."""
    for part in package.parts():
        if part.startswith("_xmlsignatures/") and part.endswith(".xml"):
            root = package.side(part, found)
            if root is not None and root.tag == f"{DIGITAL}Signature":
                xml_signature(root, found)


def xml_signature(root: Element, found: Gatherer) -> None:
    """Adds one XML digital signature with its signer's name and time, where they can be read."""
    certificate = next(root.iter(f"{DIGITAL}X509Certificate"), None)
    signer = _subject(certificate.text) if certificate is not None and certificate.text else ""
    times = [node.text or "" for node in root.iter(f"{DIGITAL_TIME}Value", f"{DC}date")]
    found.sign("digital", Place(part="signatures"), signer=signer, date=times[0] if times else "")


def _subject(certificate: str) -> str:
    from cryptography import x509  # heavy, and few documents are signed

    try:
        subject = x509.load_der_x509_certificate(base64.b64decode(certificate)).subject
    except ValueError:
        return ""
    names = subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else subject.rfc4514_string()
