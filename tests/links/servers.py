"""Servers on this computer for the link checker's tests, and a resolver that leads invented names to them.

Nothing here ever leads to another address than 127.0.0.1.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from annexa.links.client import Checker, Limits, Progress
from annexa.links.guard import Guard
from annexa.links.verdict import Answer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PATIENT = Limits(attempt=240.0, connect=240.0)
"""Server and checker share one busy machine, and nothing here is about how long they take."""


@dataclass
class Names(AbstractResolver):
    """A name server of our own: every name leads to 127.0.0.1 unless it is listed with other answers."""

    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        self.asked.append(host)
        addresses = self.answers.get(host, ("127.0.0.1",))
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing to free."""


@dataclass
class Server:
    """A server that is running, with a log of every request that reached it."""

    port: int
    log: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    busiest: int = 0
    """The most requests under way at once."""

    def url(self, path: str = "/", host: str = "www.area.org", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@asynccontextmanager
async def serving(handlers: Mapping[str, Handler], tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Runs a server on a free port of 127.0.0.1; a path that has no handler is answered with 404."""
    server = Server(port=0)
    under_way = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal under_way
        server.log.append(f"{request.method} {request.host.split(':')[0]}{request.path_qs}")
        server.headers.append(dict(request.headers))
        under_way += 1
        server.busiest = max(server.busiest, under_way)
        try:
            handler = handlers.get(request.path)
            return await handler(request) if handler else web.Response(status=404, text="no")
        finally:
            under_way -= 1

    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


def html(text: str, **kwargs: Any) -> Handler:
    """Answers with a web page."""

    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type="text/html", **kwargs)

    return handler


def status(number: int, headers: dict[str, str] | None = None, text: str = "") -> Handler:
    """Answers with a status."""

    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(status=number, headers=headers, text=text, content_type="text/html")

    return handler


def redirect(where: str, number: int = 302) -> Handler:
    """Sends the reader elsewhere."""
    return status(number, {"Location": where})


@dataclass
class Pauses:
    """In the place of sleeping: notes how long, and goes on."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


async def ask(
    addresses: Iterable[str],
    *servers: Server,
    names: Names | None = None,
    limits: Limits = PATIENT,
    tls: ssl.SSLContext | None = None,
    pauses: Pauses | None = None,
    deadline: float | None = 240.0,
    progress: Callable[[Progress], None] | None = None,
) -> dict[str, Answer]:
    """Asks with a checker that may talk to these servers and to nothing else."""
    checker = Checker(
        guard=Guard(permit_for_tests={("127.0.0.1", server.port) for server in servers}),
        limits=limits,
        resolver=names or Names(),
        tls=tls,
        pause=pauses or Pauses(),
    )
    return await checker.ask(addresses, deadline=deadline, progress=progress)


KEY_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
    "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def certificate(
    folder: Path, name: str, *, days: int, issuer: tuple[Any, Any] | None = None
) -> tuple[Path, tuple[Any, Any]]:
    """Makes a certificate that is valid for so many days from a month ago; returns its file and (certificate, key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.now(UTC) - timedelta(days=30)
    signer, signing_key = issuer or (None, key)
    above = signing_key.public_key()  # Python 3.13 asks that each says whose it is and what it may do
    uses = {name: name == "key_cert_sign" for name in KEY_USES} if issuer is None else {}
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer.subject if signer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
    )
    if uses:
        builder = builder.add_extension(x509.KeyUsage(**uses), critical=True)
    made = builder.sign(signing_key, hashes.SHA256())
    file = folder / f"{name}-{days}.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file, (made, key)


def serving_tls(file: Path) -> ssl.SSLContext:
    """The server's side of a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
