"""How people come in, who they are, and what they did."""
