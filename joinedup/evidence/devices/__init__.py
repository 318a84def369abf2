"""Devices people take notes on: registered, revoked, wiped with proof."""
