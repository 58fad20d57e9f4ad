"""What survives a power cut: the tablet's store and the desk's, how they are made and upgraded.

Importing this package, the protocols of its stores or the marker imports neither SQLAlchemy nor
Alembic: both are heavy and come in behind the first screen.
"""
