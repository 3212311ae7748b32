"""Tools for those who work on yanbao: the sample cut and the generated reference."""
