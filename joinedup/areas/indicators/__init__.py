"""Published measures of areas, table by table, as their publishers gave them."""
