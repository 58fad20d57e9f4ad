"""Record <-> envelope <-> digits <-> QR; keys, site pack, bundles and receipts. See FORMAT.md."""
