"""What changed between two extractions, why, and what a person says to it."""
