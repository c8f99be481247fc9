"""Where people meet kpibot: the command line and Slack, replies, rights, settings."""
