package org.strowger.simulator.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Java that this process runs on, to start another of our main classes by.
public final class OwnJava {
    private OwnJava() {}

    /// The words that start a main class with the flags and the class path of this process, in
    /// whatever folder. Agents of this process (debuggers, coverage) are not the other one's.
    ///
    /// @param main the name of the class
    /// @param heap as Java's `-Xmx` has it, instead of this process' heap
    public static List<String> command(String main, String heap, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(OwnJava::isForBoth)
                .forEach(command::add);
        command.addAll(List.of("-Xmx" + heap, "-cp", classPath(), main));
        command.addAll(args);
        return List.copyOf(command);
    }

    private static boolean isForBoth(String flag) {
        return !flag.startsWith("-Xmx")
                && !flag.startsWith("-javaagent")
                && !flag.startsWith("-agentlib");
    }

    /// Absolute, for the other one may run in another folder.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
