"""Numbers, money, dates and digits as people write them, language by language."""
