"""Builds the reference of SIP response codes: `python build.py`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - a sentence for whoever has an older one
    print(f"build.py: Python 3.11 or newer is wanted, this is {sys.version.split()[0]}", file=sys.stderr)
    sys.exit(2)
try:
    from sipcodes.command import main

    if __name__ == "__main__":
        sys.exit(main())
except ModuleNotFoundError as error:
    if error.name is None or error.name.startswith("sipcodes"):
        raise
    print(f"build.py: {error.name} is missing: run make, afterwards .venv/bin/python build.py", file=sys.stderr)
    sys.exit(2)
