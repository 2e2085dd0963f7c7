"""One reader for each source of lists: `knows` tells whether a file is one, `read` yields its people as they were found."""
