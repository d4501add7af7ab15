"""One page per product: how its numbers become markets.

weekly_range, weekly_race   a week of one asset in ranges, of two against each other
daily_up_down, daily_race   a day of one stock against the close before, of two assets against each other
crypto_round                ten minutes to bet, ten to see
match_windows               who wins the match, asked again in every window
planned, new_market         what every product answers, and a market before it exists
registry                    every product by its word in config/products.toml: a new one is a line here
catalogue, listing, table   that file as typed values, and how it is read; fixtures: config/matches.toml
"""
