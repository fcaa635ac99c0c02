"""From mentions to claims: one module per kind, and `scene`, which tells what stands around a mention."""
