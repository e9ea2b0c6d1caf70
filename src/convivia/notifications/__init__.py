"""What is told to whom by mail, in which language. One function for each kind of mail, in `letters`."""
