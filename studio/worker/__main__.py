"""`python -m studio.worker`: the worker by itself."""

from studio.worker.main import main

if __name__ == "__main__":
    main()
