"""Builds the reference of SIP response codes: `python build.py`."""

import argparse
import os
import sys
from pathlib import Path

from sipcodes.preview.server import PORT, serve
from sipcodes.problems import ContentError
from sipcodes.publish import NotPublishedError, publish
from sipcodes.site import CACHE, DOCSETS, OUTPUT, build


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0 when built, 1 when the content is wrong, 2 when the command is."""
    parser = argparse.ArgumentParser(description="Build the reference of SIP response codes into site/.")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="DIR", help="build into this folder")
    parser.add_argument("--base-url", type=_base_url, metavar="URL", help="where the site will be, for its own address")
    parser.add_argument("--port", type=int, default=PORT, help=f"of the preview ({PORT} if left out)")
    parser.add_argument("--densest", action="store_true", help="compress as dense as can be: slower, for a release")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="build and check everything, write nothing")
    what.add_argument("--serve", action="store_true", help="preview on this machine, reloading on every change")
    what.add_argument("--release", action="store_true", help="promise every new address: add it to published.txt")
    what.add_argument("--docset", action="store_true", help="make docsets for Dash and Zeal in build/ instead")
    options = parser.parse_args(arguments)
    if options.serve:
        return serve(options.port)
    try:
        site = build(base_url=options.base_url, cache=CACHE, densest=options.densest)
        if options.docset:
            for name, docset in site.docsets().items():
                publish(docset, DOCSETS / name)
                print(f"{len(docset)} files in {_from_here(str(DOCSETS / name))}")
            return 0
        if options.release:
            print(f"{len(site.release())} new addresses and fragments are promised from now on")
        if not options.check:
            publish(site.files, options.output)
    except ContentError as error:
        for problem in error.problems:
            print(_from_here(str(problem)), file=sys.stderr)
        print(f"{len(error.problems)} problem(s); nothing was written", file=sys.stderr)
        return 1
    except NotPublishedError as error:
        parser.error(f"--output: {error}")
    except OSError as error:
        parser.error(f"--output: {error.filename}: {error.strerror}")
    pages = sum(name.endswith(".html") for name in site.files)
    where = "" if options.check else f" in {_from_here(str(options.output))}"
    print(f"{pages} pages, {len(site.files)} files{where}")
    return 0


def _base_url(value: str) -> str:
    """Return the address with a slash at its end."""
    if not value.startswith(("http://", "https://")) or "?" in value or "#" in value or " " in value:
        raise argparse.ArgumentTypeError(f"'{value}' is no address, one such as https://example.com/sip/ is wanted")
    return value.rstrip("/") + "/"


def _from_here(text: str) -> str:
    """Shorten absolute paths to those below the current folder."""
    return text.removeprefix(str(Path.cwd()) + os.sep)


if __name__ == "__main__":
    sys.exit(main())
