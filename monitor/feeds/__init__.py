"""What others subscribe to: Atom feeds of what was told and of what changed, and calendars of due dates."""
