"""Conversations about a case, one file for each matter."""
