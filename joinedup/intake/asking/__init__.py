"""What happens between asking and receiving: reminders, more time, one file that answers twice."""
