"""What readers ask of the published tables: who, when, how many and why; rows, SQL, charts, other formats."""
