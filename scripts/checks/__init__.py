"""Habits of this project as programs. Each check is a function from the repository's root to complaints."""
