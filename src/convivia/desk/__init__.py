"""The desk: where practices are written, handed in, judged and published. No decisions of the domain."""
