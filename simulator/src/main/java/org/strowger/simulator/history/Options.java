package org.strowger.simulator.history;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.Spelling;

/// The words of a command line: what stands alone, and `--name value`.
final class Options {
    /// What is wrong with a command line.
    static final class Misused extends Exception {
        private static final long serialVersionUID = 1;

        Misused(String why) {
            super(why);
        }
    }

    private final List<String> alone = new ArrayList<>();
    private final SortedMap<String, String> named = new TreeMap<>();

    /// @param valued the options that take a value
    /// @param bare those that do not
    Options(List<String> args, List<String> valued, List<String> bare) throws Misused {
        List<String> known = new ArrayList<>(valued);
        known.addAll(bare);
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (!word.startsWith("--")) {
                alone.add(word);
            } else if (bare.contains(word)) {
                named.put(word, "");
            } else if (!valued.contains(word)) {
                throw new Misused(
                        "there is no option " + quoted(word) + Spelling.didYouMean(word, known));
            } else if (i + 1 == args.size()) {
                throw new Misused(word + " expects a value");
            } else {
                i++;
                named.put(word, args.get(i));
            }
        }
    }

    List<String> alone() {
        return alone;
    }

    boolean has(String name) {
        return named.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(named.get(name));
    }

    String required(String name) throws Misused {
        String value = named.get(name);
        if (value == null) {
            throw new Misused(name + " is missing");
        }
        return value;
    }

    int integer(String name, int least, int most, int otherwise) throws Misused {
        String value = named.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, as what is too large
        }
        throw new Misused(
                "%s expects a number from %d to %d, but found %s"
                        .formatted(name, least, most, quoted(value)));
    }
}
