"""HTML as a browser reads it, by a library that did not write it."""

from __future__ import annotations

import warnings
from xml.etree.ElementTree import Element

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> Element:
    """The tree; raises html5lib's ParseError where the HTML Standard sees an error."""
    return html5lib.HTMLParser(strict=True).parse(text)


def names_of(tree: Element) -> set[str]:
    """The names of all elements, without their namespace."""
    return {str(one.tag).rpartition("}")[2] for one in tree.iter()}


def words_of(tree: Element) -> str:
    """All text that is there to be read, a space between elements."""
    style = tree.find(f".//{HTML}style")
    return " ".join(
        part for one in tree.iter() if one is not style for part in (one.text, one.tail) if part
    )


def attributes_of(tree: Element) -> list[tuple[str, str]]:
    return [(str(name), value) for one in tree.iter() for name, value in one.attrib.items()]


def rows_of(tree: Element) -> list[dict[str, str]]:
    """What the exact tables hold of each repetition: field -> value, as text."""
    rows: list[dict[str, str]] = []
    for table in tree.iter(f"{HTML}table"):
        if "exact" not in table.get("class", "").split():
            continue
        fields = ["".join(head.itertext()) for head in table.iter(f"{HTML}th")]
        for row in table.iter(f"{HTML}tr"):
            cells = ["".join(cell.itertext()) for cell in row.iter(f"{HTML}td")]
            if cells:
                rows.append(dict(zip(fields, cells, strict=True)))
    return rows
