"""The bot in Slack: what people write there, answered there."""
