"""The document store: intake, archive, blobs, page images."""
