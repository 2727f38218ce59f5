"""The whole way from content to a finished site, as one value."""

from pathlib import Path

from sipcodes.checks import broken_pages
from sipcodes.exports import exports
from sipcodes.load import load
from sipcodes.offline import ZIP, offline_zip, single_files
from sipcodes.pages import pages, render
from sipcodes.problems import ContentError
from sipcodes.signposts import signposts
from sipcodes.templating import Templates

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
OUTPUT = ROOT / "site"


def build(content: Path = CONTENT, templates: Path = TEMPLATES, base_url: str | None = None) -> dict[str, bytes]:
    """Build every file of the site: address to bytes, sorted. Raises ContentError with every problem found."""
    reference = load(content)
    base_url = base_url or reference.settings.base_url
    bound = Templates(templates, reference, base_url)
    files = render(reference, bound) | bound.files | {".gitignore": b"*\n!.gitignore\n"}
    files |= exports(reference, base_url) | signposts(reference, pages(reference), base_url)
    files |= single_files(reference, bound, pages(reference), files)
    files[ZIP] = offline_zip(reference, bound, files)
    problems = list(broken_pages(files, base_url))
    if problems:
        raise ContentError(problems)
    return dict(sorted(files.items()))
