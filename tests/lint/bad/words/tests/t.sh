echo TODO is fine in a test of words
