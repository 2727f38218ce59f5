"""The site on real servers as shipped: nginx and Caddy, at the top of a host and in a subfolder; rules for others."""

import gzip
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import brotli
import pytest
from serving import Answer, Host, running, start_apache, start_caddy, start_nginx

from sipcodes.content.reference import Reference
from sipcodes.folders import CACHE
from sipcodes.site import build

pytestmark = pytest.mark.programs
EXTRA = Path(__file__).parent / "extra"
BASES = ("/", "/help/sip/")
ADDED_BY_HOSTS = re.compile(r"(?:_|\.(?!well-known/)).*|404\.html|.*\.(?:br|gz)")
"""Files that a host has for itself: never asked for by name."""
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "zip": "application/zip",
    "tgz": "application/gzip",
    "CNAME": "application/octet-stream",
}


@pytest.fixture(scope="session")
def built(files: dict[str, bytes], reference: Reference) -> dict[str, dict[str, bytes]]:
    """The site for each place on a server."""
    top = reference.settings.base_url
    return {"/": files, "/help/sip/": build(base_url=f"{top}help/sip/", extra=EXTRA, cache=CACHE).files}


@pytest.fixture(
    scope="module", params=[(server, base) for server in ("nginx", "caddy", "apache") for base in BASES], ids=str
)
def host(
    request: pytest.FixtureRequest, built: dict[str, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    server, base = request.param
    start = {"nginx": start_nginx, "caddy": start_caddy, "apache": start_apache}[server]
    with running(start, tmp_path_factory.mktemp(server), built[base], base) as port:
        yield Host(port, base, built[base])


def public(files: Mapping[str, bytes]) -> list[str]:
    return [name for name in files if not ADDED_BY_HOSTS.fullmatch(name)]


@pytest.fixture(scope="module")
def answers(host: Host) -> dict[str, Answer]:
    """What the server says to each address that is asked for, as it lies there."""
    return host.each(public(host.files))


def test_every_file_arrives_with_its_type(host: Host, answers: Mapping[str, Answer]) -> None:
    for name, answer in answers.items():
        wanted = CONTENT_TYPES[name.rpartition(".")[2]]
        kind = answer.headers.get("content-type", "application/octet-stream")  # what a browser makes of none
        assert (answer.status, kind) == (200, wanted), name
        assert answer.body == host.files[name], name


@pytest.mark.parametrize(("encoding", "suffix"), [("br", ".br"), ("gzip", ".gz")])
def test_every_text_arrives_compressed_ahead(host: Host, encoding: str, suffix: str) -> None:
    for name, answer in host.each(public(host.files), encoding).items():
        if name + suffix in host.files:
            assert answer.headers.get("content-encoding") == encoding, name
            assert answer.headers["vary"].lower() == "accept-encoding", name
            assert answer.body == host.files[name + suffix], name
        else:
            assert "content-encoding" not in answer.headers, name


def test_every_answer_carries_the_security_headers(host: Host, answers: Mapping[str, Answer]) -> None:
    wanted = {
        "content-security-policy": policy(host.files),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    for name, answer in {**answers, **host.each(["nothing-here.html", "486"])}.items():
        headers = answer.headers
        assert {key: headers.get(key) for key in wanted} == wanted, name
        assert not {"permissions-policy", "strict-transport-security"} & headers.keys(), name


def test_assets_are_kept_for_a_year_and_pages_for_minutes(answers: Mapping[str, Answer]) -> None:
    for name, answer in answers.items():
        wanted = "public, max-age=31536000, immutable" if name.startswith("assets/") else "public, max-age=600"
        assert answer.headers["cache-control"] == wanted, name


@pytest.mark.parametrize("address", ["assets/nothing.js", "assets/"])
def test_an_asset_that_is_not_there_is_asked_for_again_soon(host: Host, address: str) -> None:
    assert host.get(address).headers["cache-control"] == "no-cache"


def test_other_sites_may_read_the_data_and_nothing_else(host: Host) -> None:
    for name in (
        "codes.json",
        "sip-486.json",
        "codes.schema.json",
        "codes.csv",
        "links.nl.csv",
        "nl/sip-486.md",
        "nl/changes.atom",
    ):
        assert host.get(name).headers["access-control-allow-origin"] == "*", name
    assert "access-control-allow-origin" not in host.get("nl/sip-486.html").headers


@pytest.mark.parametrize(
    "address",
    [
        *("nothing", "nl/nothing.html", "nl/sip-999.html", "777", "assets/nothing.js", "assets/", "404.html"),
        *("_headers", "_nginx.conf", "_caddy.conf", ".htaccess", ".gitignore"),
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
    "EN/": "en/",
    "nl/4XX": "nl/4xx.html",
    "nl/About.html": "nl/about.html",
    "nl/about": "nl/about.html",
    "nl/print": "nl/print.html",
    "nl/303": "nl/other.html#sip-303",
    "en/499": "en/other.html#unknown-4xx",
    "490": "index.html#q=490",
    "sip-490.html": "index.html#q=490",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_people_type_arrive(host: Host, form: str) -> None:
    assert host.location(form) == FORMS[form]
    address, _, fragment = FORMS[form].partition("#")
    assert host.get(address).status == 200
    assert f'id="{fragment}"'.encode() in host.get(address).body or not fragment or fragment.startswith("q=")


def test_folders_show_their_index(host: Host) -> None:
    assert host.get("").body == host.files["index.html"]
    assert host.get("nl/").body == host.files["nl/index.html"]


def test_a_subfolder_without_its_slash_arrives(host: Host) -> None:
    if host.base == "/":
        assert host.get("/", whole=True).status == 200
    else:
        answer = host.get(host.base.rstrip("/"), whole=True)
        assert (answer.status, host.path(answer)) == (301, host.base)


def test_the_rest_of_a_shared_server_stays_its_own(host: Host) -> None:
    if host.base != "/":
        answer = host.get("/486", whole=True)
        assert answer.status != 301
        assert "content-security-policy" not in answer.headers


def policy(files: Mapping[str, bytes]) -> str:
    """Return what the header says, as Netlify is told."""
    lines = files["_headers"].decode().splitlines()
    return next(line for line in lines if "Content-Security-Policy" in line).partition(": ")[2]


def sources(text: str) -> dict[str, set[str]]:
    return {directive.split()[0]: set(directive.split()[1:]) for directive in text.split(";")}


def test_the_policy_of_the_header_is_that_of_the_pages_with_inline_text_left_to_them(files: dict[str, bytes]) -> None:
    header = sources(policy(files))
    assert header.pop("frame-ancestors") == {"'none'"}
    together: dict[str, set[str]] = {}
    for name, data in files.items():
        if name.endswith(".html"):
            meta = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', data.decode())
            assert meta, name
            for what, allowed in sources(unescape(meta[1])).items():
                together.setdefault(what, set()).update(allowed)
    together["connect-src"].discard("'none'")  # of pages that need less than others
    hashes = {what: {source for source in allowed if "sha256" in source} for what, allowed in together.items()}
    inline = {what for what, allowed in hashes.items() if allowed}
    assert inline == {"style-src", "script-src"}
    assert header == {
        what: allowed - hashes[what] | ({"'unsafe-inline'"} if what in inline else set())
        for what, allowed in together.items()
    }
    assert header["default-src"] == {"'none'"}
    assert not any("unsafe" in source or "*" in source for allowed in together.values() for source in allowed)


def test_no_rule_of_a_server_names_the_content_of_a_page(files: dict[str, bytes]) -> None:
    """A server that is not told of a new version must not send the rules of the old with it."""
    for name in ("_headers", "_nginx.conf", "_caddy.conf", ".htaccess"):
        assert b"sha256-" not in files[name], name


def test_the_rules_for_netlify_and_cloudflare_stay_within_their_limits(built: dict[str, dict[str, bytes]]) -> None:
    for base, files in built.items():
        rules = [line.split() for line in files["_redirects"].decode().splitlines()]
        assert len(rules) <= 1000  # of GitLab Pages; Netlify and Cloudflare take 2000
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
        data = [f"{base}*.{suffix}" for suffix in ("json", "csv", "md", "atom")]
        assert list(rules) == [f"{base}*", f"{base}assets/*", *data]
        assert "Cache-Control" in rules[f"{base}assets/*"]
        names = [name for headers in rules.values() for name in headers]
        assert {name for name in names if names.count(name) > 1} == {"Access-Control-Allow-Origin"}


def test_compressed_files_hold_the_same(files: dict[str, bytes]) -> None:
    kinds = (".html", ".js", ".json", ".csv", ".xml", ".txt", ".atom")
    texts = [name for name in files if name.endswith(kinds) and len(files[name]) > 500]
    assert texts
    for name in texts:
        assert brotli.decompress(files[name + ".br"]) == gzip.decompress(files[name + ".gz"]) == files[name], name
