"""The archive: published issues, each frozen with all it was made from, chained to the one before, and rebuilt or verified at will."""

from yanbao.desk.archive.issues import previous

__all__ = ["previous"]
