"""Tiny models of every family and what transformers computes with them."""
