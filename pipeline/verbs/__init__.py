"""The verbs of the command `rollcall`, a module for each kind of user; cli.py puts them together."""
