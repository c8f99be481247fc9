"""From an answer to a picture: chart kind, figure, PNG."""
