"""Real servers that have the site, as `hosts/` ships them."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sipcodes.publish import publish

ROOT = Path(__file__).parent.parent
LOCAL = "http://127.0.0.1"
Start = Callable[[Path, Path, str, int], subprocess.Popen[bytes]]
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass(frozen=True)
class Answer:
    """What came back, without following redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Host:
    """A running server that has the site at `base`."""

    port: int
    base: str
    files: Mapping[str, bytes]

    def get(self, address: str, encoding: str = "identity", *, whole: bool = False) -> Answer:
        """Ask for an address below the base, or for a whole path."""
        path = address if whole else self.base + address
        return self._asked([path], encoding)[0]

    def each(self, addresses: Sequence[str], encoding: str = "identity") -> dict[str, Answer]:
        """Ask for many addresses below the base, one after the other on one connection."""
        answers = self._asked([self.base + address for address in addresses], encoding)
        return dict(zip(addresses, answers, strict=True))

    def _asked(self, paths: Sequence[str], encoding: str) -> list[Answer]:
        answers = []
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            for path in paths:
                connection.request("GET", path, headers={"Accept-Encoding": encoding})
                response = connection.getresponse()
                headers = {name.lower(): value for name, value in response.getheaders()}
                answers.append(Answer(response.status, headers, response.read()))
        return answers

    def location(self, address: str) -> str:
        """Return where an address is permanently redirected to, as a path below the base."""
        answer = self.get(address)
        assert answer.status == 301, (address, answer.status)
        return self.path(answer).removeprefix(self.base)

    def path(self, answer: Answer) -> str:
        """Return where a redirect leads on this server, which Apache calls by its whole address."""
        return answer.headers["location"].removeprefix(f"{LOCAL}:{self.port}")


def program(name: str, package: str) -> str:
    if not (found := shutil.which(name)):
        pytest.fail(f"no {name} found: run tools/system-packages, or install what Debian calls {package}")
    return found


def configuration(name: str, web_root: Path, base: str, port: int, at: str = LOCAL) -> str:
    """Return the shipped configuration with address, port and folder of the test in it."""
    text = (ROOT / "hosts" / name).read_text()
    here = str(web_root)
    for old, new in (
        ("<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{port}>"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:80;", ""),
        ("\nsip-codes.example {", f"\n{at}:{port} {{"),
        ("/srv/sip-codes/_", f"{here}{base}_"),
        ("/srv/sip-codes", here),
    ):
        text = text.replace(old, new)
    return text


def start_nginx(folder: Path, web_root: Path, base: str, port: int) -> subprocess.Popen[bytes]:
    if not BROTLI_MODULE.exists():
        pytest.fail("nginx has no brotli: run tools/system-packages, or install libnginx-mod-http-brotli-static")
    (folder / "site.conf").write_text(configuration("nginx.conf", web_root, base, port))
    kinds = ("fastcgi", "uwsgi", "scgi", "proxy", "client_body")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"load_module {BROTLI_MODULE};\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + "events {}\nhttp { include /etc/nginx/mime.types; access_log off; "
        + f"{temporary} include {folder}/site.conf; }}\n"
    )
    options: list[str | Path] = [
        "-p",
        folder,
        "-c",
        folder / "nginx.conf",
        "-e",
        folder / "error.log",
        "-g",
        "daemon off;",
    ]
    return subprocess.Popen([program("nginx", "nginx-light"), *options])


def start_caddy(folder: Path, web_root: Path, base: str, port: int, at: str = LOCAL) -> subprocess.Popen[bytes]:
    """Start Caddy at an address: with `https:` it makes a certificate of its own, which no browser trusts."""
    options = "admin off\ndefault_bind 127.0.0.1\nauto_https disable_redirects\nlocal_certs\nskip_install_trust"
    (folder / "Caddyfile").write_text(f"{{\n{options}\n}}\n" + configuration("Caddyfile", web_root, base, port, at))
    with (folder / "caddy.log").open("wb") as log:
        return subprocess.Popen(
            [program("caddy", "caddy"), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"],
            stderr=log,
            env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        )


def start_apache(folder: Path, web_root: Path, base: str, port: int) -> subprocess.Popen[bytes]:
    """Start Debian's Apache with the modules that it starts with, those of `hosts/apache.conf`, and no others."""
    (folder / "site.conf").write_text(configuration("apache.conf", web_root, base, port))
    usual = ("mpm_event", "authz_core", "mime", "dir", "negotiation", "filter", "rewrite", "headers", "expires")
    modules = Path("/usr/lib/apache2/modules")
    names = [name for name in usual if (modules / f"mod_{name}.so").exists()]
    (folder / "mime.types").write_text("")  # what a machine has of them is another package
    (folder / "apache.conf").write_text(
        "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
        + f"ServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/error.log\nListen 127.0.0.1:{port}\n"
        + f"TypesConfig {folder}/mime.types\n"
        # as Debian has it
        + "AddType application/x-gzip .gz .tgz\nAddLanguage nl .nl\nAddLanguage en .en\n"
        + f"<Directory />\nAllowOverride None\nRequire all denied\n</Directory>\nInclude {folder}/site.conf\n"
    )
    return subprocess.Popen([program("apache2", "apache2-bin"), "-X", "-f", folder / "apache.conf"])


@contextmanager
def running(start: Start, folder: Path, files: Mapping[str, bytes], base: str) -> Iterator[int]:
    """Start a server that has the site at `base`; yield its port once it answers."""
    web_root = folder / "www"
    publish(files, Path(f"{web_root}{base}"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start(folder, web_root, base, port)
    try:
        for _ in range(200):
            if process.poll() is not None:
                logs = [path.read_text() for path in folder.glob("*.log")]
                pytest.fail(f"{folder.name} did not start: {logs}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)
