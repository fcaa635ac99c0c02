"""Rollcall reads announcements of coalitions of states and writes who was a member, when, and which words say so.

Raw announcements in, Parquet tables out: ingest -> extract -> relate -> reconcile -> publish (see stages.py).
Every value is traceable to its words, every contradiction is kept, settled in the open, and can be overruled.
The way in for notebooks: `from pipeline.notebook import load`.
"""

__version__ = "0.1.0"
