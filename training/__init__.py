"""How the embedded language engine's weights are made. See README.md in this folder."""
