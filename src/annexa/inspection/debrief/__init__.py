"""Debriefings after meetings with inspectors: the form, what people wrote in it, and the headlines that follow."""
