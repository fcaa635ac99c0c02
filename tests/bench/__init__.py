"""What Rollcall costs: a generator of announcements, the script someone writes in an afternoon, and the measuring."""
