"""Charts: one Vega-Lite specification per exhibit, drawn to SVG for paper and handed live to HTML."""
