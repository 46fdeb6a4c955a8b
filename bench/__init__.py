"""Accuracy and speed, reproducible by anyone who has the data: one module a room, each with `run(data) -> figures`."""
