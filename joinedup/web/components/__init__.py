"""What every door's pages are made of: dates and numbers in words, forms as GOV.UK components, small pictures."""
