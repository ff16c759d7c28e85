"""Drawing and reading PDF files. The only importer of reportlab and pypdf."""
