"""What the plan language and the logs can say: one word is one file, which holds everything known of it."""
