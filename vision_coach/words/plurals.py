"""Which plural form a number takes, by a language's own rules.

The rules are those of Unicode's CLDR, as it writes them: `one = "i = 1 and v = 0"`, or
`few = "n % 100 = 3..10"`. https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules
"""

from __future__ import annotations

import re
from collections.abc import Mapping

OTHER = "other"
CATEGORIES = ("zero", "one", "two", "few", "many", OTHER)
RELATION = re.compile(r"([nivft])(?: % ([0-9]+))? (!?=) ([0-9.,]+)")


def category(count: float, rules: Mapping[str, str]) -> str:
    """The first form whose rule holds for `count`; "other" where none does."""
    values = operands(count)
    return next((form for form, rule in rules.items() if holds(rule, values)), OTHER)


def operands(count: float) -> dict[str, float]:
    """n: the number; i: its whole part; v and f, t: how many decimals are seen, and which."""
    whole, _, decimals = f"{abs(count):f}".rstrip("0").partition(".")
    return {
        "n": abs(count),
        "i": int(whole),
        "v": len(decimals),
        "f": int(decimals or 0),
        "t": int(decimals.rstrip("0") or 0),
    }


def holds(rule: str, values: Mapping[str, float]) -> bool:
    return any(
        all(relation_holds(relation, values) for relation in way.split(" and "))
        for way in rule.split(" or ")
    )


def relation_holds(relation: str, values: Mapping[str, float]) -> bool:
    """`n % 100 = 3..10`; ranges hold whole numbers only. Raises ValueError for what is no rule."""
    found = RELATION.fullmatch(relation.strip())
    if found is None:
        raise ValueError(f"'{relation}' is no plural rule")
    name, divisor, sign, wanted = found.groups()
    value = values[name] % int(divisor) if divisor else values[name]
    is_among = any(is_within(value, span) for span in wanted.split(","))
    return is_among == (sign == "=")


def is_within(value: float, span: str) -> bool:
    low, _, high = span.partition("..")
    return value == int(value) and int(low) <= value <= int(high or low)
