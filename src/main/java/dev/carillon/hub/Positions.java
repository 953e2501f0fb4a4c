package dev.carillon.hub;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Positions in no particular order, dense in an array. A position knows its index, so that it is removed in one step. */
final class Positions {

    private static final @Nullable Position[] NONE = new @Nullable Position[0];

    private @Nullable Position[] array = NONE;
    private int size;

    int size() {
        return size;
    }

    Position get(int index) {
        Position position = array[index];
        if (position == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return position;
    }

    void add(Position position) {
        if (size == array.length) {
            array = Arrays.copyOf(array, Math.max(1, size + (size >> 1) + 1));
        }
        position.index = size;
        array[size++] = position;
    }

    /** Puts the last one into its place. A walk from the end to the beginning may remove the one it stands at. */
    void remove(Position position) {
        Position last = get(--size);
        array[position.index] = last;
        last.index = position.index;
        array[size] = null;
        position.index = -1;
        if (size < array.length / 4) {
            array = size == 0 ? NONE : Arrays.copyOf(array, array.length / 2);
        }
    }
}
