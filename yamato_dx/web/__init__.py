"""What answers HTTP and is no screen: serving, the door, headers, the page's frame, uploads."""
