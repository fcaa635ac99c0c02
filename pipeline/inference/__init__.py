"""The model behind reconcile: which history would make people write these claims. docs/reconcile.md tells it whole."""
