"""Stories: which reports tell the same text, the same story, the same event. Still to be built."""
