"""What it means when no answer came: an exception of the client, turned into a verdict."""

import errno
import socket
import ssl
from typing import NamedTuple

import aiohttp

from annexa.links.guard import BlockedAddress
from annexa.links.verdict import Verdict


class Failure(NamedTuple):
    """Why there is no answer."""

    verdict: Verdict
    detail: str = ""
    certain: bool = True
    """False where a browser might do better, so that a person should look."""
    passing: bool = False
    """The name server itself says that it may work later."""
    host_wide: bool = False
    """No connection was made, so that every other link to this host must fail too."""


def failure_of(fault: BaseException) -> Failure:
    """The verdict on an exception that a request raised."""
    cause = getattr(fault, "os_error", None) or fault
    if isinstance(cause, BlockedAddress):
        return Failure(Verdict.NOT_PUBLIC, str(cause))
    if isinstance(fault, aiohttp.ClientConnectorDNSError) or isinstance(cause, socket.gaierror):
        passing = getattr(cause, "errno", None) == socket.EAI_AGAIN
        words = "the name server did not answer" if passing else ""
        return Failure(Verdict.DNS, words, passing=passing, host_wide=True)
    if isinstance(fault, aiohttp.ClientConnectorCertificateError):
        return _certificate(fault.certificate_error)
    if isinstance(fault, aiohttp.ClientSSLError) or isinstance(cause, ssl.SSLError):
        return Failure(Verdict.TLS, "no secure connection could be made; a browser may manage", certain=False)
    if isinstance(fault, TimeoutError):
        return Failure(Verdict.TIMEOUT, host_wide=isinstance(fault, aiohttp.ConnectionTimeoutError))
    if isinstance(fault, aiohttp.InvalidURL | UnicodeError):
        return Failure(Verdict.MALFORMED)
    if isinstance(fault, aiohttp.ClientResponseError):
        return _bad_answer(fault)
    if isinstance(fault, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
        return _broken(cause)
    return Failure(Verdict.SERVER_ERROR, "its answer cannot be read", certain=False)


# Numbers of OpenSSL, <openssl/x509_vfy.h>.
_EXPIRED, _NOT_YET, _SELF_SIGNED, _WRONG_NAME = 10, 9, 18, 62


def _certificate(fault: Exception) -> Failure:
    """What is wrong with a certificate; an incomplete chain is not certain, because browsers complete it themselves."""
    code = getattr(fault, "verify_code", None)
    words = {
        _EXPIRED: "it has expired",
        _NOT_YET: "it is not valid yet",
        _SELF_SIGNED: "the server signed it itself",
        _WRONG_NAME: "it was made for another host name",
    }
    if code in words:
        return Failure(Verdict.TLS, words[code])
    return Failure(Verdict.TLS, "its issuer cannot be found here; a browser may know it", certain=False)


def _bad_answer(fault: aiohttp.ClientResponseError) -> Failure:
    too_long = "Got more than" in str(fault.message)
    return Failure(Verdict.TOO_LARGE if too_long else Verdict.SERVER_ERROR, "its answer cannot be read", certain=False)


def _broken(cause: BaseException) -> Failure:
    number = getattr(cause, "errno", None)
    if number in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return Failure(Verdict.REFUSED, "no way leads to it", host_wide=True)
    if number == errno.ETIMEDOUT:
        return Failure(Verdict.TIMEOUT, host_wide=True)
    if number == errno.ECONNREFUSED:
        return Failure(Verdict.REFUSED, host_wide=True)
    return Failure(Verdict.REFUSED, "it broke the connection off", certain=False)
