"""Somebody who stands and curls with each arm by itself, joints known exactly."""

from dataclasses import replace

import numpy as np
from stick_figure import FOREARM_M, UPPER_ARM_M, StickFigure, along

from vision_coach.core.body.pose import Landmark

SIDES = ("LEFT", "RIGHT")
STRAIGHT_DEG, BENT_DEG = 170.0, 50.0


def curls(left_depth, right_depth, duration_s, fps=30.0, seen=(0.95, 0.95)):
    """Poses at 45 degrees; depth 0 is the bent arm, 1 the straight one.

    seen: visibility of the left and of the right arm.
    """
    standing = StickFigure("squat", along((0, 0), (duration_s, 0)), yaw_deg=45.0)
    for pose in standing.poses(duration_s, fps):
        points_px, world_m = pose.points_px.copy(), pose.world_m.copy()
        visibility = np.full(33, 0.95)
        for side, depth, how_well in zip(SIDES, (left_depth, right_depth), seen, strict=True):
            shoulder = world_m[Landmark[f"{side}_SHOULDER"]]
            bend = np.radians(180 - BENT_DEG - depth(pose.t_s) * (STRAIGHT_DEG - BENT_DEG))
            # Ahead of the body, turned by 45 degrees: right and towards the camera.
            ahead = np.array([np.sqrt(0.5), 0.0, -np.sqrt(0.5)])
            elbow = shoulder + UPPER_ARM_M * np.array([0.0, 1.0, 0.0])
            wrist = elbow + FOREARM_M * (
                np.sin(bend) * ahead + np.cos(bend) * np.array([0.0, 1.0, 0.0])
            )
            for name, place in (("ELBOW", elbow), ("WRIST", wrist)):
                landmark = Landmark[f"{side}_{name}"]
                away_px = standing.scale_px_per_m * (place - shoulder)[:2]
                points_px[landmark] = points_px[Landmark[f"{side}_SHOULDER"]] + away_px
                world_m[landmark] = place
                visibility[landmark] = how_well
        yield replace(pose, points_px=points_px, world_m=world_m, visibility=visibility)
