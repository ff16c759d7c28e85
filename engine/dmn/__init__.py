"""Decision tables: read from `.dmn` files, decided over data, inspected for gaps. Pure: no database, no process."""
