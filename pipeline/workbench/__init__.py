"""What the rules do and how well they read, for those who write them; gold to judge by, annotated here or elsewhere."""
