"""``python -m yanbao``: the command line."""

from yanbao.cli import main

if __name__ == "__main__":
    main()
