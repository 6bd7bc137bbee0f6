"""The two databases: connections, transactions, statements compiled once, and what they spell differently."""
