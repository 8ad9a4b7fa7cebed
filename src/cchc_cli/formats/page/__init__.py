"""One HTML page to open and send: its parts as values, and the HTML made from them."""
