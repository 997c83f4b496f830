package fridge.taxi;

/** A row of a ride file and its line there, from 1. */
record SampleRow(int line, String text) {}
