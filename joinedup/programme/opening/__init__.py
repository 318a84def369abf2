"""An inspection is opened from an area of a round: its code word, its day of notification, its team."""
