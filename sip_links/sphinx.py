"""Sphinx extension: `SIP 486` in any page becomes a link, as in Markdown. docs/linking.md has the lines for conf.py."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sip_links.linker import Link, Linker

_KEPT = (nodes.reference, nodes.literal, nodes.literal_block, nodes.raw, nodes.comment, nodes.title_reference)
"""What keeps its text as it is."""


class _Links(SphinxPostTransform):
    default_priority = 700

    def run(self, **_: Any) -> None:  # noqa: ANN401 - of the interface
        config = self.config
        linker = Linker(config.sip_links_base_url, config.sip_links_language, first_only=config.sip_links_first_only)
        for text in list(self.document.findall(nodes.Text)):
            if not _is_kept(text):
                pieces = [_node(piece) for piece in linker.cut(text.astext()) if piece]
                text.parent.replace(text, pieces)


def _is_kept(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, _KEPT):
            return True
        above = above.parent
    return False


def _node(piece: str | Link) -> nodes.Node:
    if isinstance(piece, str):
        return nodes.Text(piece)
    link = nodes.reference("", piece.text, refuri=piece.href, internal=False)
    if piece.title:
        link["reftitle"] = piece.title
    return link


def setup(app: Sphinx) -> dict[str, bool]:
    """Take the options of docs/linking.md."""
    for name, default in (("base_url", ""), ("language", ""), ("first_only", False)):
        app.add_config_value(f"sip_links_{name}", default, "env")
    app.add_post_transform(_Links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
