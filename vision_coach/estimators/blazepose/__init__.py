"""BlazePose around its two networks: from a picture to landmarks in its pixels, in numpy and cv2.

The steps and their settings are those of MediaPipe's published graphs (`pose_detection_cpu.pbtxt`,
`pose_landmark_cpu.pbtxt`) and of Bazarevsky et al., "BlazePose: On-device Real-time Body Pose
Tracking" (2020).
"""
