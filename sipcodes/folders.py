"""Where everything lies: what is read, and what is made."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
OUTPUT = ROOT / "site"
EXTRA = ROOT / "extra"
TERMINAL = ROOT / "build" / "terminal"
CACHE = ROOT / ".cache"
