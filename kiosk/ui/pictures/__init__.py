"""Pictures drawn from rectangles, triangles and rounded rectangles in the theme's colours."""
