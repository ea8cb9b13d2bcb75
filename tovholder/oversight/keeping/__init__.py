"""What has been kept long enough, and how it goes: proposed, decided by another, done."""
