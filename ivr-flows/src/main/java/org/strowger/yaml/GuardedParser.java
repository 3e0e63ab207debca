package org.strowger.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/// A YAML parser that refuses files made to hurt, before anything is built from them.
///
/// It bounds nesting (the composer recurses), aliases, and how many values there would be if every
/// alias were written out (ten lines of "a billion laughs" stand for 10^9), and it allows no tags.
final class GuardedParser implements Parser {
    static final int DEEPEST = 50;
    static final int MOST_ALIASES = 50;
    static final int MOST_VALUES = 100_000;

    private final Parser parser;
    private final BiConsumer<Optional<Mark>, String> problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Long> valuesByAnchor = new TreeMap<>();
    private long values;
    private int aliases;
    private boolean inspected;

    /// @param problems takes what is wrong but does not keep the rest from being read
    GuardedParser(Parser parser, BiConsumer<Optional<Mark>, String> problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /// The file was refused; it is not read on, because reading on is what would hurt.
    @SuppressWarnings("serial")
    static final class Refused extends RuntimeException {
        private final transient Optional<Mark> mark;

        Refused(String message, Optional<Mark> mark) {
            super(message, null, false, false);
            this.mark = mark;
        }

        Optional<Mark> mark() {
            return mark;
        }
    }

    private record Open(Optional<Anchor> anchor, long valuesBefore) {}

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.hasNext() && peekEvent().getEventId() == id;
    }

    @Override
    public Event peekEvent() {
        Event event = parser.peekEvent();
        if (!inspected) {
            inspected = true;
            inspect(event);
        }
        return event;
    }

    @Override
    public Event next() {
        Event event = peekEvent();
        inspected = false;
        parser.next();
        return event;
    }

    private void inspect(Event event) {
        switch (event) {
            case CollectionStartEvent start -> {
                refuseTag(start.getTag(), start);
                open(start);
            }
            case CollectionEndEvent _ -> close();
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), scalar);
                count(1, scalar);
                scalar.getAnchor().ifPresent(anchor -> valuesByAnchor.put(anchor.getValue(), 1L));
            }
            case AliasEvent alias -> follow(alias);
            default -> {}
        }
    }

    private void refuseTag(Optional<String> tag, Event event) {
        if (tag.isPresent()) {
            problems.accept(
                    event.getStartMark(),
                    "tags such as " + Quoted.quoted(tag.get()) + " are not allowed");
        }
    }

    private void open(CollectionStartEvent start) {
        if (open.size() == DEEPEST) {
            throw new Refused("nested deeper than " + DEEPEST + " levels", start.getStartMark());
        }
        open.push(new Open(start.getAnchor(), values));
        count(1, start);
    }

    private void close() {
        Open closed = open.pop();
        closed.anchor()
                .ifPresent(
                        anchor ->
                                valuesByAnchor.put(
                                        anchor.getValue(), values - closed.valuesBefore()));
    }

    private void follow(AliasEvent alias) {
        String name = alias.getAlias().getValue();
        aliases++;
        if (aliases > MOST_ALIASES) {
            throw new Refused("more than " + MOST_ALIASES + " aliases", alias.getStartMark());
        }
        if (open.stream().anyMatch(o -> isNamed(o, name))) {
            throw new Refused(
                    "alias " + Quoted.quoted(name) + " contains itself", alias.getStartMark());
        }
        count(valuesByAnchor.getOrDefault(name, 1L), alias);
    }

    private static boolean isNamed(Open open, String name) {
        return open.anchor().map(anchor -> anchor.getValue().equals(name)).orElse(false);
    }

    private void count(long more, Event event) {
        values += more;
        if (values > MOST_VALUES) {
            throw new Refused("more than " + MOST_VALUES + " values", event.getStartMark());
        }
    }
}
