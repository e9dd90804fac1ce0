"""What the reader's pages show, worked out before a template sees it. Nothing here writes."""
