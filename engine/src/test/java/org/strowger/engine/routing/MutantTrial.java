package org.strowger.engine.routing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Holds a core to short random days and to the examples, in a process of its own, and says which
/// of them it fails. The core is the one that comes first on the class path.
final class MutantTrial {
    static final String FAILS = "fails ";
    static final String RANDOM_DAYS = "random days";

    private static final int DAYS = 64;
    private static final int COMMANDS = 400;

    private static final List<Class<?>> EXAMPLES =
            List.of(
                    RoutingCoreTest.Everyday.class,
                    RoutingCoreTest.Rules.class,
                    RoutingCoreTest.class,
                    RankedListTest.class,
                    SkillNeedTest.class);

    private MutantTrial() {}

    public static void main(String[] none) throws ReflectiveOperationException {
        boolean fails = false;
        for (Class<?> examples : EXAMPLES) {
            fails |= failsOneOf(examples);
        }
        for (long seed = 0; seed < DAYS; seed++) {
            Optional<String> difference = differenceOnDay(seed);
            if (difference.isPresent()) {
                System.out.println(FAILS + RANDOM_DAYS);
                System.out.println("seed " + seed + ": " + difference.get());
                return;
            }
        }
        if (!fails) {
            failsOneOf(RoutingPolicyTest.class); // takes longer than all else
        }
    }

    private static Optional<String> differenceOnDay(long seed) {
        RandomDay day = new RandomDay(seed);
        SideBySide both = new SideBySide();
        for (int i = 0; i < COMMANDS; i++) {
            Optional<String> difference = both.differenceAfter(day.next(), i % 50 == 49);
            if (difference.isPresent()) {
                return difference;
            }
            day.heard(both.events(), both.nextDeadline());
        }
        return Optional.empty();
    }

    private static boolean failsOneOf(Class<?> examples) throws ReflectiveOperationException {
        List<Method> tests =
                methods(examples)
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .sorted(Comparator.comparing(Method::getName))
                        .toList();
        for (Method test : tests) {
            if (fails(examples, test)) {
                String name = test.getDeclaringClass().getSimpleName() + "." + test.getName();
                System.out.println(FAILS + name);
                return true;
            }
        }
        return false;
    }

    private static boolean fails(Class<?> examples, Method test)
            throws ReflectiveOperationException {
        try {
            Object instance = instance(examples);
            for (Method before : methods(examples).toList()) {
                if (before.isAnnotationPresent(BeforeEach.class)) {
                    call(before, instance);
                }
            }
            call(test, instance);
            return false;
        } catch (InvocationTargetException failure) {
            return true;
        }
    }

    private static void call(Method method, Object on) throws ReflectiveOperationException {
        method.setAccessible(true);
        method.invoke(on);
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.getParameterCount() == 0
                ? constructor.newInstance()
                : constructor.newInstance(instance(type.getEnclosingClass()));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != Object.class, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()));
    }
}
