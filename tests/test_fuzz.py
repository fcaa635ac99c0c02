"""Mutated files of every format: readers give documents and issues, and never anything else. More: `fuzz.py`."""

from fuzz import files, read
from hypothesis import given, settings


@settings(max_examples=150)
@given(files())
def test_no_reader_lets_a_fault_through(file: tuple[str, bytes]) -> None:
    read(*file)
