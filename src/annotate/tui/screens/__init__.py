"""Layout and routing; the rules are in the desk."""
