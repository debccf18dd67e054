"""Reading a file that a stranger brought: in a confined child process, everything as text, nothing on disk.

Nothing is imported here: the child imports this package, and would wait for what only its parent needs.
"""
