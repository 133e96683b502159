"""`annotate tutor`: lessons on the real desk; nothing else loads this room."""
