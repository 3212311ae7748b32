"""An edited Word file held against what it carries of the report it was written from: every edit as what it is."""
