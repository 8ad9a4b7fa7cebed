"""One page to open and send: the parts of a result as values, and the HTML made of them."""
