"""HTML and SVG built from elements. Whatever is not itself an element is escaped."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

VOID = frozenset({"br", "img", "link", "meta"})
"""HTML elements that have no end tag."""
ENDS_BY_ITSELF = frozenset({"td"})
"""A cell ends where the next one or the row does (HTML Standard, 13.1.2.4); there are thousands."""
EMPTY_SVG = frozenset({"circle", "line", "path", "polyline", "rect", "use"})
"""SVG elements that may close themselves."""
LAST_OF_PLANES = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
NOT_IN_HTML = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{LAST_OF_PLANES}]")
"""What no HTML document may hold, not even escaped: controls, surrogates, noncharacters."""
DECIMALS = 2
"""Of lengths in SVG: a hundredth of a pixel or of a percent."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is HTML already. Only this module and constants of the program make it."""

    text: str


Child = Markup | str
Value = str | float | None


def element(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """`element("td", "a < b", class_="x")` is `<td class="x">a &lt; b</td>`.

    In names of attributes `_` stands for `-`, and one at the end for nothing. Attributes that are
    None are left out. Raises ValueError for a number that is not finite.
    """
    opening = name + "".join(
        f' {attribute_name(key)}="{attribute_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{opening}>")
    if not children and name in EMPTY_SVG:
        return Markup(f"<{opening}/>")
    ending = "" if name in ENDS_BY_ITSELF else f"</{name}>"
    return Markup(f"<{opening}>{joined(children).text}{ending}")


def joined(children: Iterable[Child], between: str = "") -> Markup:
    return Markup(escaped(between).join(markup_of(child) for child in children))


def markup_of(child: Child) -> str:
    return child.text if isinstance(child, Markup) else escaped(child)


def escaped(text: str) -> str:
    """`text` as it must stand in HTML, between tags or in a quoted attribute, to be read as it is.

    What HTML cannot hold becomes U+FFFD.
    """
    return html.escape(NOT_IN_HTML.sub("\N{REPLACEMENT CHARACTER}", text))


def attribute_name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def attribute_value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)


def number(value: float, decimals: int = DECIMALS) -> str:
    """As short as it can be: `1.50` is `1.5`, `-0.00` is `0`."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no length")
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def person_text(text: str) -> Markup:
    """A name from outside: whatever its direction of writing, it leaves that around it alone."""
    return element("bdi", text)
