"""What a consultation reckons, without Django: when it is open, campaigns, counts, exports of survey tools."""
