"""What waits for somebody: the inbox, the page of one task, deadlines, reminders, the calendar."""
