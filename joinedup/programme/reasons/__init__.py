"""Why an area should be looked at, by kind, with source, date and expiry; who may read the words is laid down with each."""
