"""Paper: documents to print or keep, set by typst as PDF/UA. Owns no table and knows no app."""
