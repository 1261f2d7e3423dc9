"""How the table of places in the package is made from public packages of GeoNames data."""
