"""How fast Convivia is: `python -m benchmarks` makes libraries of several sizes, serves them and measures."""
