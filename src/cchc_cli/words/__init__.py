"""The words of the plan language and the logs: one word is one file, with everything known of it."""
