"""A Slack workspace on this machine: to try kpibot without a Slack account, and for its own tests."""
