"""`kpibot init`: a workspace founded on a stranger's files, and founded anew without losing what was edited."""
