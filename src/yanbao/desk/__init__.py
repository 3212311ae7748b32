"""Start here: the desk is the only part that knows every other; ``weekly.build`` is the whole story on a page."""
