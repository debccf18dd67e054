"""`python -m studio`: the command line."""

from studio.cli.app import main

if __name__ == "__main__":
    main()
