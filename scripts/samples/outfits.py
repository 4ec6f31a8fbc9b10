"""Ready-made clothes and colours (blue, green, red)."""

from __future__ import annotations

from samples.clothes import Colour, Outfit


def man(skin: Colour, hair: Colour, shirt: Colour, trousers: Colour, shoes: Colour) -> Outfit:
    return Outfit(skin, hair, shirt, trousers, shoes, cut="shorts", bun=False)


def woman(skin: Colour, hair: Colour, shirt: Colour, trousers: Colour, shoes: Colour) -> Outfit:
    return Outfit(skin, hair, shirt, trousers, shoes, cut="leggings", bun=True)


OUTFITS = {
    "man": {
        "blue": man((105, 140, 188), (30, 33, 40), (160, 92, 48), (62, 58, 55), (60, 62, 190)),
        "grey": man((70, 95, 140), (24, 24, 28), (176, 178, 176), (90, 55, 38), (60, 60, 60)),
        "green": man((158, 182, 222), (52, 84, 122), (74, 112, 62), (58, 56, 58), (120, 96, 70)),
    },
    "woman": {
        "coral": woman(
            (160, 185, 225), (40, 60, 95), (92, 110, 205), (78, 58, 52), (205, 200, 198)
        ),
        "teal": woman((92, 125, 172), (26, 28, 34), (140, 138, 52), (52, 50, 52), (120, 90, 200)),
        "white": woman(
            (138, 168, 212), (60, 104, 150), (222, 222, 220), (120, 62, 72), (70, 70, 72)
        ),
    },
}


def pick(person: str, name: str | None, seed: int) -> Outfit:
    choices = OUTFITS[person]
    return choices[name or sorted(choices)[seed % len(choices)]]
