"""XML as our files have it."""

import xml.etree.ElementTree as ET


def written(root: ET.Element) -> bytes:
    """Return a document, indented, in UTF-8."""
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()
