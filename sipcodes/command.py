"""The command: what it is asked, what it says, and what it exits with."""

import argparse
import gc
import os
import re
import shutil
import sys
import tomllib
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sipcodes import addresses
from sipcodes.folders import CACHE, CONTENT, EXTRA, OUTPUT, TEMPLATES, TERMINAL
from sipcodes.problems import ContentError, did_you_mean, from_here
from sipcodes.publish import NotPublishedError, is_current, publish, refuse, remove
from sipcodes.state import state

if TYPE_CHECKING:
    from sipcodes.site import Site

PORT = 8000
RIGHT, WRONG_CONTENT, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0 when done, 1 when the content is wrong, 2 when the command or the machine is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows ASCII alone is no reason to stop
    try:
        return _run(_options(arguments))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except ContentError as error:
        for problem in error.problems:
            print(from_here(str(problem)), file=sys.stderr)
        print(f"{len(error.problems)} problem(s); nothing was written", file=sys.stderr)
        return WRONG_CONTENT
    except NotPublishedError as error:
        print(f"build.py: {from_here(str(error))}", file=sys.stderr)
    except OSError as error:
        where = f"{from_here(str(error.filename))}: " if error.filename else ""
        print(f"build.py: {where}{error.strerror or error}", file=sys.stderr)
    return WRONG_COMMAND


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="build.py", description="Build the reference of SIP response codes into site/.", allow_abbrev=False
    )
    parser.add_argument("--output", type=_output, default=OUTPUT, metavar="DIR", help="build into this folder")
    parser.add_argument("--base-url", type=_base_url, metavar="URL", help="where the site will be, for its own address")
    parser.add_argument("--port", type=_port, default=PORT, help=f"of the preview ({PORT} if left out)")
    parser.add_argument("--densest", action="store_true", help="compress as dense as can be: slower, for a release")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="build and check everything, spelling too; write nothing")
    what.add_argument("--serve", action="store_true", help="preview on this machine, reloading on every change")
    what.add_argument("--release", action="store_true", help="promise every new address: add it to published.txt")
    what.add_argument("--terminal", action="store_true", help="make what the command for terminals holds, in build/")
    what.add_argument("--language", type=_tag, metavar="TAG", help="write content/languages/TAG.po, to be translated")
    what.add_argument("--clean", action="store_true", help="delete what was made, and nothing else")
    what.add_argument("--version", action="store_true", help="print the version")
    options, unknown = parser.parse_known_args(arguments)
    for word in unknown[:1]:
        known = {option for action in parser._actions for option in action.option_strings}  # noqa: SLF001 - told nowhere else
        parser.error(f"'{word}' is no option{did_you_mean(word, known)}")
    return options


def _run(options: argparse.Namespace) -> int:
    if options.serve:
        from sipcodes.preview.serve import serve  # noqa: PLC0415 - a build has no use for servers

        serve(options.port, options.base_url)
    elif options.version:
        print("sip-codes", tomllib.loads((CONTENT / "site.toml").read_text(encoding="utf-8"))["version"])
    elif options.clean:
        _clean(options.output)
    elif options.terminal:
        held = _built(options).terminal()
        publish(held, TERMINAL)
        print(f"{len(held)} files in {from_here(str(TERMINAL))}")
    elif options.language:
        _translate(options.language)
    elif options.check:
        _check(options)
    else:
        _publish(options)
    return RIGHT


def _publish(options: argparse.Namespace) -> None:
    made_from = state((CONTENT, TEMPLATES, EXTRA), options.base_url, options.densest)
    where = from_here(str(options.output))
    if not options.release and is_current(options.output, made_from):
        print(f"nothing has changed since {where} was made")
    else:
        refuse(options.output)
        site = _built(options)
        publish(site.files, options.output, state=made_from, keep=addresses.ASSETS)
        site.memo.save()
        if options.release:
            print(f"{len(site.release())} new addresses and fragments are promised from now on")
        print(f"{_counted(site)} in {where}")
    print(f"next: open {where}{os.sep}index.html")
    base_url = options.base_url or tomllib.loads((CONTENT / "site.toml").read_text(encoding="utf-8"))["base_url"]
    if str(urlsplit(base_url).hostname).endswith(".example"):
        print(f"!!! {base_url} is a placeholder, and every page names it: make ADDRESS=https://where.it.will.be/")


def _translate(tag: str) -> None:
    from sipcodes.desk.translating import translate  # noqa: PLC0415 - reads what no build needs
    from sipcodes.memo import Memo  # noqa: PLC0415 - as above

    for line in translate(CONTENT, tag, Memo(CACHE / "memo")):
        print(from_here(line))
    print("next: fill it in with an editor of PO files such as Poedit, and look at it with make serve")


def _check(options: argparse.Namespace) -> None:
    from sipcodes.desk.check import check_prose  # noqa: PLC0415 - the dictionaries are there for this alone

    site = _built(options)
    print("spelling and reading ease …", flush=True)
    check_prose(CONTENT, site.memo, tell=print)
    site.memo.save()
    print(f"{_counted(site)}, all right")


def _built(options: argparse.Namespace) -> "Site":
    from sipcodes.site import build  # noqa: PLC0415 - what makes a site takes longer to load than to see that none is to be made

    gc.disable()  # what a build makes it keeps to the end: looking for rubbish takes a tenth of it
    return build(
        base_url=options.base_url,
        extra=EXTRA,
        cache=CACHE,
        densest=options.densest,
        tell=lambda stage: print(f"{stage} …", flush=True),
    )


def _counted(site: "Site") -> str:
    pages = sum(name.endswith(".html") for name in site.files)
    return f"{pages} pages, {len(site.files)} files"


def _clean(output: Path) -> None:
    """Delete what was made and what was remembered; files of others stay."""
    if output.exists():
        publish({}, output)
    if TERMINAL.exists():
        remove(TERMINAL)
    shutil.rmtree(CACHE, ignore_errors=True)


def _base_url(value: str) -> str:
    """Return the address with a slash at its end."""
    if not addresses.is_base(value):
        raise argparse.ArgumentTypeError(f"'{value}' is no address, one such as https://example.com/sip/ is wanted")
    url = urlsplit(value)
    return f"{url.scheme}://{url.netloc.lower()}{url.path.rstrip('/')}/"


def _output(value: str) -> Path:
    """Return the folder; one in which the site would become a part of its own source is refused."""
    path = Path(value).resolve()
    if source := next((folder for folder in (CONTENT, TEMPLATES, EXTRA) if path.is_relative_to(folder)), None):
        told = f"'{value}' lies in {from_here(str(source))}, of which the site is made; another one is wanted"
        raise argparse.ArgumentTypeError(told)
    return Path(value)


def _tag(value: str) -> str:
    if not re.fullmatch("[a-z]{2,3}", value):
        raise argparse.ArgumentTypeError(f"'{value}' is no language, a tag such as de is wanted")
    return value


def _port(value: str) -> int:
    if not value.isdecimal() or not int(value) < 2**16:
        raise argparse.ArgumentTypeError(f"'{value}' is no port, a number up to 65535 is wanted")
    return int(value)
