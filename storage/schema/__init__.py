"""The tables, as SQLAlchemy Core sees them: columns, constraints, an index per question."""
