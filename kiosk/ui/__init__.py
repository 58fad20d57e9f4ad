"""What people see and touch: the only place that imports Kivy."""
