"""Dresses a body: T-shirt, shorts or leggings, socks, shoes, hair, and the paint of the face.

Clothes are cut from a smooth hull of the body ("cloth") along lines that split faces, so hems and
hairline are clean; skin is kept a little way under them and dropped elsewhere. All measures are
of the rest pose, in metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.body import Body, Points
from samples.posing import SIDES
from samples.renderer import Shape, joined
from samples.skin import Skin
from samples.surface import Surface, clip, coarser, finer, inflated, part, smoothed, subdivided

Colour = tuple[int, int, int]
"""Blue, green, red, 0 to 255, as lit fully."""

SOLE_M = 0.022
"""How far the shoe's sole reaches below the bare foot."""

SLEEVE = 0.62
"""Where the sleeve ends, as a share of the upper arm."""
UNDERLAP_M = 0.05
"""Skin goes on this far under a hem, so that no gap opens when a joint bends."""
UNDER_HAIR_M = 0.02
SMALLEST_FACE_M, LARGEST_FACE_M = 0.0055, 0.03
SHOE_TOP_M, SOCK_TOP_M = 0.085, 0.135


@dataclass(frozen=True, slots=True)
class Outfit:
    skin: Colour
    hair: Colour
    shirt: Colour
    trousers: Colour
    shoes: Colour
    cut: str
    """"shorts" or "leggings"."""
    bun: bool
    """Hair gathered at the back."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A dressed person, ready to be posed and drawn."""

    skin: Skin
    shape: Shape


@dataclass(frozen=True, slots=True)
class Layer:
    surface: Surface
    colours: NDArray[np.float32]
    nearer_m: float
    two_sided: bool


def dress(body: Body, outfit: Outfit) -> Figure:
    hull = smoothed(subdivided(part(body, "cloth")), 10)
    layers = [
        bare(body, outfit),
        hair(body, outfit),
        *eyes(body),
        *shoes(hull, outfit),
        trousers(body, hull, outfit),
        shirt(body, hull, outfit),
    ]
    if outfit.bun:
        layers.append(bun(body, outfit))
    shapes = [shape_of(layer) for layer in layers]
    shape = joined(shapes, [len(layer.surface.vertices) for layer in layers])
    vertices = np.concatenate([layer.surface.vertices for layer in layers])
    weights = np.concatenate([layer.surface.weights for layer in layers])
    return Figure(Skin(body, vertices, weights), shape)


def shape_of(layer: Layer) -> Shape:
    n = len(layer.surface.faces)
    return Shape(
        layer.surface.faces,
        layer.colours,
        np.full(n, layer.nearer_m, np.float32),
        np.full(n, layer.two_sided),
    )


def plain(surface: Surface, colour: Colour) -> NDArray[np.float32]:
    return np.tile(np.array(colour, np.float32), (len(surface.faces), 1))


# --- where things are on the body: fields that are positive on the wanted side -------------------


def arm_weight(body: Body, surface: Surface, side: str) -> NDArray[np.float64]:
    bones = [
        i
        for i, name in enumerate(body.bones)
        if name.endswith(f"_{side}")
        and not name.startswith(("clavicle", "thigh", "calf", "foot", "ball"))
    ]
    return np.asarray(surface.weights[:, bones].sum(axis=1))


def beyond_sleeve(body: Body, surface: Surface) -> NDArray[np.float64]:
    """Metres past the end of the sleeve along the arm; far below 0 on the trunk."""
    past = np.full(len(surface.vertices), -1.0)
    for side in SIDES:
        shoulder, elbow = body.head(f"upperarm_{side}"), body.tail(f"upperarm_{side}")
        length = float(np.linalg.norm(elbow - shoulder))
        along = (surface.vertices - shoulder) @ (elbow - shoulder) / length
        on_arm = arm_weight(body, surface, side) > 0.3
        past = np.where(on_arm, along - SLEEVE * length, past)
    return past


def inside_collar(body: Body, vertices: Points) -> NDArray[np.float64]:
    """Metres inside the neckline, a cylinder around the neck; below 0 further down."""
    neck, head = body.head("neck_01"), body.head("head")
    axis = (head - neck) / np.linalg.norm(head - neck)
    offset = vertices - neck
    aside = offset - (offset @ axis)[:, None] * axis
    radius = 0.046 * body.head("head")[1]
    ring = radius - np.linalg.norm(aside * [1.0, 1.0, 0.85], axis=1)
    # Collar bones lie lower than the neck's back, so the line slopes down to the front.
    above = vertices[:, 1] - (neck[1] - 0.075 - 0.6 * (vertices[:, 2] - neck[2]))
    return np.asarray(np.minimum(ring, above))


def waist_m(body: Body) -> float:
    return float(body.tail("spine_01")[1])


def leg_hem_m(body: Body, outfit: Outfit) -> float:
    knee_m, ankle_m = body.head("calf_l")[1], body.head("foot_l")[1]
    return float(0.7 * ankle_m + 0.3 * knee_m if outfit.cut == "leggings" else knee_m + 0.07)


# --- garments ------------------------------------------------------------------------------------


def shirt(body: Body, hull: Surface, outfit: Outfit) -> Layer:
    piece = clip(hull, -beyond_sleeve(body, hull))
    piece = clip(piece, -inside_collar(body, piece.vertices))
    hem_m = float(body.head("thigh_l")[1]) - 0.01
    piece = clip(piece, piece.vertices[:, 1] - hem_m)
    piece = smoothed(piece, 6)
    above_hem = (piece.vertices[:, 1] - hem_m) / 0.25
    collar = np.clip(-inside_collar(body, piece.vertices) / 0.06, 0, 1)
    loose = 0.004 + 0.008 * collar + 0.010 * np.clip(1 - above_hem, 0, 1) * (outfit.cut == "shorts")
    piece = inflated(piece, loose)
    return Layer(piece, plain(piece, outfit.shirt), 0.02, two_sided=True)


def trousers(body: Body, hull: Surface, outfit: Outfit) -> Layer:
    arms = arm_weight(body, hull, "l") + arm_weight(body, hull, "r")
    below_waist = np.where(arms > 0.3, -1.0, waist_m(body) - hull.vertices[:, 1])
    piece = clip(hull, below_waist)
    hem_m = leg_hem_m(body, outfit)
    piece = clip(piece, piece.vertices[:, 1] - hem_m)
    flare = np.clip((body.head("thigh_l")[1] - piece.vertices[:, 1]) / 0.35, 0, 1)
    piece = inflated(piece, 0.003 if outfit.cut == "leggings" else 0.006 + 0.016 * flare)
    return Layer(piece, plain(piece, outfit.trousers), 0.012, two_sided=outfit.cut == "shorts")


def shoes(hull: Surface, outfit: Outfit) -> list[Layer]:
    """Socks, uppers and soles, from the hull's foot, which has no toes."""
    height_m = hull.vertices[:, 1]
    sock = clip(hull, SOCK_TOP_M - height_m)
    sock = clip(sock, sock.vertices[:, 1] - (SHOE_TOP_M - 0.03))
    sock = inflated(sock, 0.003)
    foot = clip(hull, SHOE_TOP_M - height_m)
    foot = inflated(smoothed(foot, 8), 0.009)
    ground = foot.vertices[:, 1].min()
    low = np.clip(1 - (foot.vertices[:, 1] - ground) / 0.03, 0, 1)
    shaped = foot.vertices.copy()
    shaped[:, 1] -= low * (foot.vertices[:, 1] - ground) + (ground + SOLE_M) * (low > 0) * low
    foot = Surface(shaped, foot.weights, foot.faces)
    line_m = 0.012
    sole = clip(foot, line_m - foot.vertices[:, 1])
    sole = inflated(sole, 0.004)
    flat = sole.vertices.copy()
    flat[:, 1] = np.maximum(flat[:, 1], -SOLE_M)
    sole = Surface(flat, sole.weights, sole.faces)
    upper = clip(foot, foot.vertices[:, 1] - line_m)
    return [
        Layer(sock, plain(sock, (225, 225, 225)), 0.004, two_sided=False),
        Layer(upper, plain(upper, outfit.shoes), 0.01, two_sided=True),
        Layer(sole, plain(sole, (235, 238, 240)), 0.012, two_sided=False),
    ]


# --- skin, hair, face ----------------------------------------------------------------------------


def bare(body: Body, outfit: Outfit) -> Layer:
    skin = finer(coarser(part(body, "skin"), SMALLEST_FACE_M), LARGEST_FACE_M)
    height_m = skin.vertices[:, 1]
    leg = leg_hem_m(body, outfit) + UNDERLAP_M - height_m
    arm = beyond_sleeve(body, skin) + 2 * UNDERLAP_M
    neck = inside_collar(body, skin.vertices) + UNDERLAP_M
    skin = clip(skin, np.maximum(np.maximum(leg, arm), neck))
    skin = clip(skin, skin.vertices[:, 1] - (SHOE_TOP_M - 0.01))
    head = skin.vertices[:, 1] > eye_middle(body)[1] - 0.12
    skin = clip(skin, np.where(head, UNDER_HAIR_M - hairline(body, skin.vertices), 1.0))
    return Layer(skin, face_paint(body, skin, outfit), 0.0, two_sided=False)


def eye_middle(body: Body) -> Points:
    """The middle of the left eye."""
    eye = part(body, "eyes").vertices
    return np.asarray(eye[eye[:, 0] > 0].mean(axis=0))


def face_paint(body: Body, skin: Surface, outfit: Outfit) -> NDArray[np.float32]:
    """Brows and lips as soft spots on the skin, placed from the eyes."""
    eye = eye_middle(body)
    middle = skin.vertices[skin.faces].mean(axis=1)
    x, y = np.abs(middle[:, 0]), middle[:, 1] - eye[1]
    face = middle[:, 2] > eye[2] - 0.01
    brow = np.exp(-(((x - eye[0] * 1.08) / 0.021) ** 4) - ((y - 0.0235) / 0.0048) ** 4)
    lips = np.exp(-((x / 0.024) ** 4) - ((y + 0.0735) / 0.0085) ** 4)
    skin_colour, hair_colour = np.array(outfit.skin), np.array(outfit.hair)
    lip_colour = skin_colour * [0.72, 0.66, 0.92]
    colours = np.tile(skin_colour.astype(float), (len(middle), 1))
    for amount, colour in ((brow * 0.85, hair_colour), (lips * 0.8, lip_colour)):
        share = (amount * face)[:, None]
        colours = (1 - share) * colours + share * colour
    return colours.astype(np.float32)


def hair(body: Body, outfit: Outfit) -> Layer:
    """The scalp above a slanting plane, but not the ears, raised by up to 1.4 cm."""
    skin = part(body, "skin")
    top_m = float(skin.vertices[:, 1].max())
    head = clip(skin, skin.vertices[:, 1] - (top_m - 0.26))
    field = hairline(body, head.vertices)
    cap = clip(head, field)
    depth = np.clip(hairline(body, cap.vertices) / 0.05, 0, 1)
    cap = smoothed(cap, 4)
    cap = inflated(cap, 0.002 + 0.012 * depth * (2 - depth))
    return Layer(cap, plain(cap, outfit.hair), 0.012, two_sided=False)


def hairline(body: Body, vertices: Points) -> NDArray[np.float64]:
    eye = eye_middle(body)
    back_m = float(vertices[vertices[:, 1] > eye[1]][:, 2].min())
    front = np.array([0.0, eye[1] + 0.062, eye[2] + 0.02])
    nape = np.array([0.0, eye[1] - 0.075, back_m])
    slope = front - nape
    normal = np.array([0.0, slope[2], -slope[1]]) / np.hypot(slope[1], slope[2])
    field = (vertices - front) @ normal
    sideways = np.abs(vertices[:, 0])
    ear = vertices[np.argmax(np.where(vertices[:, 1] > eye[1] - 0.06, sideways, 0))]
    ear = np.array([abs(ear[0]), *ear[1:]])
    mirrored = np.column_stack([sideways, vertices[:, 1:]])
    distance = np.linalg.norm((mirrored - ear) / [0.03, 0.036, 0.027], axis=1)
    temple = np.clip((sideways - 0.045) / 0.02, 0, 1) * 0.004
    return np.asarray(field - 0.07 * np.exp(-(distance**2)) - temple)


def bun(body: Body, outfit: Outfit) -> Layer:
    """Hair gathered in a ball at the back of the head."""
    skin = part(body, "skin").vertices
    eye = eye_middle(body)
    back_m = float(skin[skin[:, 1] > eye[1]][:, 2].min())
    middle = np.array([0.0, eye[1] + 0.035, back_m - 0.022])
    around, up = np.meshgrid(np.linspace(0, 2 * np.pi, 15), np.linspace(-1.5, 1.5, 9))
    ball = np.stack([np.cos(up) * np.sin(around), np.sin(up), np.cos(up) * np.cos(around)], axis=-1)
    index = np.arange(ball.shape[0] * ball.shape[1]).reshape(ball.shape[:2])
    corners = [index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]]
    faces = np.stack(corners, axis=-1).reshape(-1, 4)
    vertices = middle + 0.042 * ball.reshape(-1, 3)
    weights = np.zeros((len(vertices), len(body.bones)))
    weights[:, body.bone("head")] = 1
    piece = Surface(vertices, weights, faces)
    return Layer(piece, plain(piece, outfit.hair), 0.0, two_sided=False)


def eyes(body: Body) -> list[Layer]:
    """Eyeballs: white with a dark iris."""
    ball = part(body, "eyes")
    middle = ball.vertices[ball.faces].mean(axis=1)
    left = eye_middle(body)
    centre = np.where(middle[:, :1] > 0, left, left * [-1, 1, 1])
    from_axis = np.linalg.norm((middle - centre)[:, :2], axis=1)
    iris = (from_axis < 0.0071) & (middle[:, 2] > left[2])
    colours = np.where(iris[:, None], np.float32(45), np.array([[215, 222, 228]], np.float32))
    return [Layer(ball, colours.astype(np.float32), 0.001, two_sided=False)]
