"""Charts as SVG made on the server: no script, no style in the page, the same mark on paper.

A chart knows nothing of the web or of languages: it gets numbers to draw and texts to write.
"""
