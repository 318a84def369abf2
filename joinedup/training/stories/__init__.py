"""What happens to children: true multi-agency stories, told with the delays and gaps of real practice."""
