package io.tieout.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A set of small numbers.
 *
 * @param bits one for each number that is in it
 */
record Few(int bits) {
    static final Few NONE = new Few(0);

    static Few of(Collection<Integer> numbers) {
        return new Few(numbers.stream().mapToInt(number -> 1 << number).reduce(0, (one, other) -> one | other));
    }

    static Few one(int number) {
        return new Few(1 << number);
    }

    boolean has(int number) {
        return (bits >> number & 1) == 1;
    }

    boolean isEmpty() {
        return bits == 0;
    }

    Few with(int number) {
        return new Few(bits | 1 << number);
    }

    Few without(int number) {
        return new Few(bits & ~(1 << number));
    }

    /** The numbers in order. */
    List<Integer> list() {
        List<Integer> numbers = new ArrayList<>(Integer.bitCount(bits));
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            numbers.add(Integer.numberOfTrailingZeros(rest));
        }
        return numbers;
    }

    /** All sets that have none but these numbers, and at least one. */
    List<Few> parts() {
        return IntStream.rangeClosed(1, bits)
                .filter(part -> (part & ~bits) == 0)
                .mapToObj(Few::new)
                .toList();
    }

    @Override
    public String toString() {
        return list().toString();
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return bits;
    }
}
