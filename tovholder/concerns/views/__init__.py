"""Pages: writing a concern, the triage's queue, the basis, the pupil, the decision."""
