"""The migrations of the state database, run by bot.state.upgrade when it is opened."""
