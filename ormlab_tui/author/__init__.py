"""For authors: proving a course, and the skeleton of a new exercise."""
