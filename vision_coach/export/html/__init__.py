"""The report for people: one HTML file that needs nothing else, neither network nor scripts."""

from vision_coach.export.html.comparison import comparison_text
from vision_coach.export.html.page import html_text

__all__ = ["comparison_text", "html_text"]
