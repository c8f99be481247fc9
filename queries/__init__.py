"""From a typed query in catalogue terms to SQL, rows and an answer."""
