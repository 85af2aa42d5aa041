"""Findings as a list to work through."""
