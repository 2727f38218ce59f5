"""What browser tests share: a real Chromium, and the other engines."""

from chrome import chromium, page
from engines import chromium_tab, display, engine, firefox, webkit

__all__ = ["chromium", "chromium_tab", "display", "engine", "firefox", "page", "webkit"]
