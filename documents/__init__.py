"""The document store: received files, their page images, and the tools that draw our own papers."""
