"""The notebook of a run: the desk's notes and news with each figure in them bound to what the store knows."""
