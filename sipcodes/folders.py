"""Where everything lies: what is read, and what is made."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
OUTPUT = ROOT / "site"
EXTRA = ROOT / "extra"
DOCSETS = ROOT / "build"
CACHE = ROOT / ".cache"
