"""Briefs: a comparison or a collection as a note to hand round, in three forms. The writers know no Django."""
