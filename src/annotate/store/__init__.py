"""Where annotations live: `reader` to read, `store` to write, `errors` for what fails.

Importing this package, `reader` or `errors` loads the SQLite driver at most;
`store` loads sqlite_utils, which costs a tenth of a second.
"""
