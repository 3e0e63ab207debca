package org.strowger.engine.call;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The states of everything that a centre keeps of its calls, found by looking at what it holds: so
/// a new kind of thing with states of its own is not forgotten.
final class StateWalk {
    private static final String PACKAGE = CallSessions.class.getPackageName();

    private static final Pattern STATES =
            Pattern.compile("\\w+(\\$\\w+)*\\$(State|Stage|Progress)\\.class");

    private StateWalk() {}

    /// The names of the states that something in the centre is in.
    static NavigableSet<String> in(TriedCentre centre) {
        NavigableSet<String> states = new TreeSet<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> found = new ArrayDeque<>();
        found.add(centre.sessions);
        while (!found.isEmpty()) {
            Object each = found.remove();
            if (seen.add(each)) {
                name(each).ifPresent(states::add);
                look(each, found);
            }
        }
        return states;
    }

    /// All that there are: what is in sealed types and enumerations that are called so.
    static NavigableSet<String> all()
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path folder =
                Path.of(
                                CallSessions.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                        .resolve(PACKAGE.replace('.', '/'));
        NavigableSet<String> states = new TreeSet<>();
        for (String file : files(folder)) {
            Class<?> type = Class.forName(PACKAGE + "." + file.replace(".class", ""));
            if (type.isEnum()) {
                Stream.of(type.getEnumConstants())
                        .forEach(each -> name(each).ifPresent(states::add));
            } else {
                Stream.of(type.getPermittedSubclasses()).forEach(each -> states.add(name(each)));
            }
        }
        return states;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> STATES.matcher(file).matches())
                    .toList();
        }
    }

    /// A state is a constant, or a record of a sealed type.
    private static Optional<String> name(Object each) {
        Class<?> type = each instanceof Enum<?> e ? e.getDeclaringClass() : each.getClass();
        if (each instanceof Enum<?> && type.getEnclosingClass() != null) {
            return Optional.of(type.getName().replace(PACKAGE + ".", "") + "." + each);
        }
        return type.isRecord() ? Optional.of(name(type)) : Optional.empty();
    }

    private static String name(Class<?> type) {
        return type.getName().replace(PACKAGE + ".", "");
    }

    private static void look(Object each, Deque<Object> found) {
        switch (each) {
            case Map<?, ?> map -> found.addAll(map.values());
            case Collection<?> all -> found.addAll(all);
            case Optional<?> one -> one.ifPresent(found::add);
            default -> fields(each, each.getClass(), found);
        }
    }

    private static void fields(Object each, Class<?> type, Deque<Object> found) {
        if (!type.getName().startsWith(PACKAGE) || type.isEnum() || type.isHidden()) {
            return;
        }
        try {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Optional.ofNullable(field.get(each)).ifPresent(found::add);
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
