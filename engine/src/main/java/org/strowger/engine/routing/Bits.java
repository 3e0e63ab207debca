package org.strowger.engine.routing;

import java.util.Arrays;

/// A set of small numbers that grows as needed.
final class Bits {
    private long[] words = new long[1];

    void set(int bit) {
        int word = bit >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, 2 * words.length));
        }
        words[word] |= 1L << bit;
    }

    void clear(int bit) {
        int word = bit >>> 6;
        if (word < words.length) {
            words[word] &= ~(1L << bit);
        }
    }

    void set(int bit, boolean on) {
        if (on) {
            set(bit);
        } else {
            clear(bit);
        }
    }

    boolean get(int bit) {
        int word = bit >>> 6;
        return word < words.length && (words[word] & 1L << bit) != 0;
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /// Adds what is in both other sets.
    void addCommon(Bits a, Bits b) {
        int common = Math.min(a.words.length, b.words.length);
        if (common > words.length) {
            words = Arrays.copyOf(words, common);
        }
        for (int i = 0; i < common; i++) {
            words[i] |= a.words[i] & b.words[i];
        }
    }

    /// How many numbers are in both sets.
    int countCommon(Bits other) {
        int common = Math.min(words.length, other.words.length);
        int count = 0;
        for (int i = 0; i < common; i++) {
            count += Long.bitCount(words[i] & other.words[i]);
        }
        return count;
    }

    /// Whether any number is in all three sets.
    boolean meets(Bits other, Bits third) {
        int common = Math.min(Math.min(words.length, other.words.length), third.words.length);
        for (int i = 0; i < common; i++) {
            if ((words[i] & other.words[i] & third.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean meets(Bits other) {
        return nextCommon(other, 0) >= 0;
    }

    /// The first number from this on that is in the set; -1 if there is none.
    int next(int from) {
        return nextCommon(this, from);
    }

    /// The first number from this on that is in both sets; -1 if there is none.
    int nextCommon(Bits other, int from) {
        int common = Math.min(words.length, other.words.length);
        int i = from >>> 6;
        if (i >= common) {
            return -1;
        }
        long word = words[i] & other.words[i] & -1L << from;
        while (word == 0) {
            if (++i == common) {
                return -1;
            }
            word = words[i] & other.words[i];
        }
        return (i << 6) + Long.numberOfTrailingZeros(word);
    }
}
