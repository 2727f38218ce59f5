"""The site on real servers as shipped: nginx and Caddy, at the top of a host and in a subfolder; rules for others."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import brotli
import pytest

from sipcodes.hosts import TYPES, policy
from sipcodes.publish import publish
from sipcodes.reference import Reference
from sipcodes.site import build

ROOT = Path(__file__).parent.parent
BASES = ("/", "/help/sip/")
LOCAL = "http://127.0.0.1"
Start = Callable[[Path, Path, str, int], subprocess.Popen[bytes]]
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
ADDED_BY_HOSTS = re.compile(r"[._].*|404\.html|.*\.(?:br|gz)")
"""Files that a host has for itself: never asked for by name."""
TYPES_WITH_CHARSET = {"html", "css", "js", "csv", "xml", "txt"}


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
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", address if whole else self.base + address, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, headers, response.read())
        connection.close()
        return answer

    def location(self, address: str) -> str:
        """Return where an address is permanently redirected to, as a path below the base."""
        answer = self.get(address)
        assert answer.status == 301, (address, answer.status)
        return answer.headers["location"].removeprefix(self.base)


def program(name: str, package: str) -> str:
    if not (found := shutil.which(name)):
        pytest.fail(f"no {name} found: run tools/system-packages, or install what Debian calls {package}")
    return found


def configuration(name: str, web_root: Path, base: str, port: int, at: str = LOCAL) -> str:
    """Return the shipped configuration with address, port and folder of the test in it."""
    text = (ROOT / "hosts" / name).read_text()
    here = str(web_root)
    for old, new in (
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


@pytest.fixture(scope="session")
def built(files: dict[str, bytes], reference: Reference) -> dict[str, dict[str, bytes]]:
    """The site for each place on a server."""
    top = reference.settings.base_url
    return {"/": files, "/help/sip/": build(base_url=f"{top}help/sip/")}


@pytest.fixture(scope="module", params=[(server, base) for server in ("nginx", "caddy") for base in BASES], ids=str)
def host(
    request: pytest.FixtureRequest, built: dict[str, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    server, base = request.param
    start = {"nginx": start_nginx, "caddy": start_caddy}[server]
    with running(start, tmp_path_factory.mktemp(server), built[base], base) as port:
        yield Host(port, base, built[base])


def public(files: Mapping[str, bytes]) -> list[str]:
    return [name for name in files if not ADDED_BY_HOSTS.fullmatch(name)]


def test_every_file_arrives_with_its_type(host: Host) -> None:
    for name in public(host.files):
        answer = host.get(name)
        suffix = name.rpartition(".")[2]
        charset = "; charset=utf-8" if suffix in TYPES_WITH_CHARSET else ""
        assert (answer.status, answer.headers["content-type"]) == (200, TYPES[suffix] + charset), name
        assert answer.body == host.files[name], name


@pytest.mark.parametrize(("encoding", "suffix"), [("br", ".br"), ("gzip", ".gz")])
def test_every_text_arrives_compressed_ahead(host: Host, encoding: str, suffix: str) -> None:
    for name in public(host.files):
        answer = host.get(name, encoding)
        if name + suffix in host.files:
            assert answer.headers.get("content-encoding") == encoding, name
            assert answer.headers["vary"].lower() == "accept-encoding", name
            assert answer.body == host.files[name + suffix], name
        else:
            assert "content-encoding" not in answer.headers, name


def test_every_answer_carries_the_security_headers(host: Host) -> None:
    wanted = {
        "content-security-policy": policy(host.files),
        "strict-transport-security": "max-age=63072000",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    for name in [*public(host.files), "nothing-here.html", "486"]:
        headers = host.get(name).headers
        assert {key: headers.get(key) for key in wanted} == wanted, name
        assert "permissions-policy" not in headers, name


def test_assets_are_kept_for_a_year_and_pages_for_minutes(host: Host) -> None:
    for name in public(host.files):
        wanted = "public, max-age=31536000, immutable" if name.startswith("assets/") else "public, max-age=600"
        assert host.get(name).headers["cache-control"] == wanted, name


def test_other_sites_may_read_the_data_and_nothing_else(host: Host) -> None:
    for name in ("codes.json", "sip-486.json", "codes.schema.json", "codes.csv"):
        assert host.get(name).headers["access-control-allow-origin"] == "*", name
    assert "access-control-allow-origin" not in host.get("nl/sip-486.html").headers


@pytest.mark.parametrize(
    "address",
    [
        *("nothing", "nl/nothing.html", "nl/sip-999.html", "777", "assets/nothing.js", "404.html"),
        *("_headers", "_nginx.conf", "_caddy.conf", ".gitignore"),
    ],
)
def test_what_is_not_there_is_answered_with_404_in_both_languages(host: Host, address: str) -> None:
    answer = host.get(address)
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.body == host.files["404.html"]


def test_the_page_on_404_is_no_error(host: Host) -> None:
    for name in ("nl/sip-404.html", "en/sip-404.html", "sip-404.html"):
        assert host.get(name).status == 200


FORMS = {
    "486": "sip-486.html",
    "486/": "sip-486.html",
    "404": "sip-404.html",
    "0x486": "sip-486.html",
    "sip-486": "sip-486.html",
    "sip486": "sip-486.html",
    "SIP-486.HTML": "sip-486.html",
    "sip-486.html/": "sip-486.html",
    "486.html": "sip-486.html",
    "nl/486": "nl/sip-486.html",
    "nl/486/": "nl/sip-486.html",
    "en/0x486": "en/sip-486.html",
    "NL/486": "nl/sip-486.html",
    "NL/SIP-486.HTML": "nl/sip-486.html",
    "nl/SIP-404.HTML": "nl/sip-404.html",
    "en/sip-486.htm": "en/sip-486.html",
    "nl": "nl/",
    "EN": "en/",
    "nl/4XX": "nl/4xx.html",
    "nl/About.html": "nl/about.html",
    "nl/about": "nl/about.html",
    "nl/303": "nl/other.html#sip-303",
    "en/499": "en/other.html#unknown-4xx",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_people_type_arrive(host: Host, form: str) -> None:
    assert host.location(form) == FORMS[form]
    address, _, fragment = FORMS[form].partition("#")
    assert host.get(address).status == 200
    assert f'id="{fragment}"'.encode() in host.get(address).body or not fragment


def test_folders_show_their_index(host: Host) -> None:
    assert host.get("").body == host.files["index.html"]
    assert host.get("nl/").body == host.files["nl/index.html"]


def test_a_subfolder_without_its_slash_arrives(host: Host) -> None:
    if host.base == "/":
        assert host.get("/", whole=True).status == 200
    else:
        answer = host.get(host.base.rstrip("/"), whole=True)
        assert (answer.status, answer.headers["location"]) == (301, host.base)


def test_the_rest_of_a_shared_server_stays_its_own(host: Host) -> None:
    if host.base != "/":
        answer = host.get("/486", whole=True)
        assert answer.status != 301
        assert "content-security-policy" not in answer.headers


def sources(text: str) -> dict[str, set[str]]:
    return {directive.split()[0]: set(directive.split()[1:]) for directive in text.split(";")}


def test_the_policy_of_the_header_is_that_of_the_pages_and_no_more(files: dict[str, bytes]) -> None:
    header = sources(policy(files))
    assert header.pop("frame-ancestors") == {"'none'"}
    together: dict[str, set[str]] = {}
    for name, data in files.items():
        if name.endswith(".html"):
            meta = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', data.decode())
            assert meta, name
            for what, allowed in sources(unescape(meta[1])).items():
                together.setdefault(what, set()).update(allowed)
    assert header == together
    assert header["default-src"] == {"'none'"}
    assert not any("unsafe" in source or "*" in source for allowed in header.values() for source in allowed)


def test_the_rules_for_netlify_and_cloudflare_stay_within_their_limits(built: dict[str, dict[str, bytes]]) -> None:
    for base, files in built.items():
        rules = [line.split() for line in files["_redirects"].decode().splitlines()]
        assert len(rules) <= 2000
        assert max(len(" ".join(rule)) for rule in rules) <= 1000
        assert len({old for old, _, _ in rules}) == len(rules)
        for old, new, status in rules:
            address = new.removeprefix(base).partition("#")[0]
            assert (old[: len(base)], new[: len(base)], status) == (base, base, "301")
            assert address in files, new
            assert old.removeprefix(base) not in files, old
            # Cloudflare sends sip-486.html to sip-486: a rule that leads back would never end
            assert old != new.removesuffix(".html")


def test_no_header_stands_under_two_paths_that_meet(built: dict[str, dict[str, bytes]]) -> None:
    for base, files in built.items():
        rules: dict[str, list[str]] = {}
        for line in files["_headers"].decode().splitlines():
            if line.startswith("/"):
                rules[line] = []
            else:
                rules[list(rules)[-1]].append(line.strip().partition(":")[0])
        assert list(rules) == [f"{base}*", f"{base}assets/*", f"{base}codes.csv", f"{base}*.json"]
        assert "Cache-Control" in rules[f"{base}assets/*"]
        names = [name for headers in rules.values() for name in headers]
        assert {name for name in names if names.count(name) > 1} == {"Access-Control-Allow-Origin"}


def test_compressed_files_hold_the_same(files: dict[str, bytes]) -> None:
    kinds = (".html", ".js", ".json", ".csv", ".xml")
    texts = [name for name in files if name.endswith(kinds) and len(files[name]) > 500]
    assert texts
    for name in texts:
        assert brotli.decompress(files[name + ".br"]) == gzip.decompress(files[name + ".gz"]) == files[name], name
