"""TLS of our own: the certificate that is served with, and one for those who have nobody to ask."""
