package fridge.taxi;

import java.io.Serializable;

/** A famous place; degrees, north and east positive. */
record Place(String name, double latitude, double longitude) implements Serializable {}
