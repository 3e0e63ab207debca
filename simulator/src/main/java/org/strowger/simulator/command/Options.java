package org.strowger.simulator.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Spelling;

/// What was written after a command: options with values, switches, and other words.
///
/// What cannot be understood is [Misused].
public final class Options {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h)");
    private static final double PERCENT = 100;

    /// Says what was expected of the words.
    public static final class Misused extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        public Misused(String why) {
            super(why);
        }
    }

    private final SortedMap<String, List<String>> values = new TreeMap<>();
    private final List<String> words = new ArrayList<>();

    /// @param known names of options, which have a value each
    /// @param switches names of those without
    public Options(List<String> args, List<String> known, List<String> switches) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!arg.startsWith("--")) {
                words.add(arg);
            } else if (switches.contains(arg)) {
                values.computeIfAbsent(arg, _ -> new ArrayList<>());
            } else if (!known.contains(arg)) {
                List<String> all = new ArrayList<>(known);
                all.addAll(switches);
                throw new Misused("there is no option " + arg + Spelling.didYouMean(arg, all));
            } else if (i + 1 == args.size()) {
                throw new Misused("expected a value after " + arg);
            } else {
                values.computeIfAbsent(arg, _ -> new ArrayList<>()).add(args.get(++i));
            }
        }
    }

    /// What is no option.
    public List<String> words() {
        return words;
    }

    /// Whether an option or a switch was given.
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// All values of an option that may be given several times.
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// The value of an option that is given once at most.
    public Optional<String> text(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new Misused("expected %s once".formatted(name));
        }
        return all.stream().findFirst();
    }

    /// A file or folder.
    public Optional<Path> path(String name) {
        return text(name).map(Options::named);
    }

    /// The files that stand without an option.
    ///
    /// @param count how many there must be
    /// @param what each of them is
    public List<Path> files(int count, String what) {
        if (words.size() != count) {
            throw new Misused(
                    "expected %d %s%s, but found %d"
                            .formatted(count, what, count == 1 ? "" : "s", words.size()));
        }
        return words.stream().map(Options::named).toList();
    }

    private static Path named(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new Misused("not a path: " + word);
        }
    }

    /// The value of an option that must be given, once.
    public String required(String name) {
        return text(name).orElseThrow(() -> new Misused(name + " is missing"));
    }

    private static Misused expected(String name, String what, String found) {
        return new Misused("expected %s after %s, but found '%s'".formatted(what, name, found));
    }

    /// A time in seconds, from `250ms`, `20s`, `4m` or `1.5h`.
    public OptionalDouble time(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        Matcher matcher = TIME.matcher(text.get());
        if (!matcher.matches()) {
            throw expected(name, "a time such as 20s, 4m or 1h", text.get());
        }
        double number = Double.parseDouble(matcher.group(1));
        return OptionalDouble.of(
                switch (matcher.group(2)) {
                    case "ms" -> number / Duration.ofSeconds(1).toMillis();
                    case "m" -> number * Duration.ofMinutes(1).toSeconds();
                    case "h" -> number * Duration.ofHours(1).toSeconds();
                    default -> number;
                });
    }

    /// A number, zero or more.
    public OptionalDouble number(String name) {
        Optional<String> text = text(name);
        return text.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(name, text.get(), "a number"));
    }

    private static double number(String name, String text, String what) {
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            throw expected(name, what, text);
        }
        return Double.parseDouble(text);
    }

    /// A share from 0 to 1, from `80` or `80%`.
    public OptionalDouble share(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        String what = "a percentage from 0 to 100";
        String digits = text.get().endsWith("%") ? text.get().replace("%", "") : text.get();
        double percent = number(name, digits, what);
        if (percent > PERCENT) {
            throw expected(name, what, text.get());
        }
        return OptionalDouble.of(percent / PERCENT);
    }

    /// A whole number within a range.
    public OptionalInt count(String name, int least, int most) {
        OptionalDouble number = number(name);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        double value = number.getAsDouble();
        if (value < least || value > most || value != Math.rint(value)) {
            throw expected(
                    name,
                    "a whole number from %d to %d".formatted(least, most),
                    text(name).orElseThrow());
        }
        return OptionalInt.of((int) value);
    }

    /// One of some words.
    public String oneOf(String name, Set<String> words, String otherwise) {
        String word = text(name).orElse(otherwise);
        if (!words.contains(word)) {
            throw expected(name, "one of " + String.join(", ", words), word);
        }
        return word;
    }
}
