package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the settings of a node from a YAML file and the environment.
///
/// A setting that is one value can be overridden by a variable of the environment named after its
/// path: `sip.port` by `STROWGER_SIP_PORT`. Paths in the file are relative to the file. Whatever is
/// wrong is said with file, line and column, or with the variable's name.
public final class SettingsFile {
    private static final String PREFIX = "STROWGER_";
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#_.-]{1,64}");
    private static final String A_NUMBER = "a number or user name that callers dial";
    private static final Pattern ALLOWED =
            Pattern.compile("\\+?[0-9]{1,20}|sips?:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.:-]{1,255}");
    private static final String AN_ALLOWED =
            "how numbers begin that flows may have called, such as \"+4420\", or a SIP address";
    private static final int MOST_ALLOWED = 1_000;
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}-[0-9]{1,5}");

    private final Path folder;
    private final Map<String, String> environment;
    private final YamlDocument file;
    private final List<YamlDocument> overrides = new ArrayList<>();

    private SettingsFile(Path path, String text, Map<String, String> environment) {
        this.folder = path.toAbsolutePath().resolveSibling("").normalize();
        this.environment = environment;
        this.file = YamlDocument.read(path.toString(), text);
    }

    /// What came of reading settings.
    public sealed interface Result {
        /// Nothing is wrong.
        record Ok(EngineSettings settings) implements Result {}

        /// Something is wrong.
        ///
        /// @param problems all of it, at least one
        record Refused(List<Problem> problems) implements Result {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads the file; a file that cannot be read is a problem like any other.
    public static Result read(Path path, Map<String, String> environment) {
        try {
            return new SettingsFile(path, Files.readString(path), environment).result();
        } catch (NoSuchFileException e) {
            return refused(path, "there is no such file");
        } catch (MalformedInputException e) {
            return refused(path, "the file is not UTF-8 text");
        } catch (IOException e) {
            return refused(path, "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Result refused(Path path, String message) {
        return new Result.Refused(List.of(new Problem(path.toString(), 1, 1, message)));
    }

    private Result result() {
        Optional<EngineSettings> settings = settings();
        List<Problem> problems = problems();
        return problems.isEmpty()
                ? new Result.Ok(settings.orElseThrow())
                : new Result.Refused(problems);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(file.problems());
        overrides.forEach(override -> problems.addAll(override.problems()));
        return problems;
    }

    /// The settings; empty if something is wrong, which has left a problem behind.
    private Optional<EngineSettings> settings() {
        YamlMap root = file.root();
        String centre = setting(root, "centre").text(Name.FORM, Name.EXPECTED).orElse("main");
        Path data = path(setting(root, "data"), "data");
        Path flows = path(setting(root, "flows"), "flows");
        Path calendars = path(setting(root, "calendars"), "calendars");
        Path prompts = path(setting(root, "prompts"), "prompts");
        EngineSettings.Publishing publishing =
                setting(root, "publishing")
                        .oneOf(EngineSettings.Publishing.class)
                        .orElse(EngineSettings.Publishing.ON_SAVE);
        Optional<EngineSettings.Http> http = http(root.optional("http").map());
        SortedMap<String, String> numbers = numbers(root.required("numbers").map());
        YamlValue allQueues = root.required("queues");
        YamlMap queues = allQueues.map();
        SkillNames skills = SkillNames.read(root.optional("skills"));
        AgentReader agents =
                new AgentReader(root.optional("agents").map(), skills, queues.entries().keySet());
        PolicyReader policy =
                new PolicyReader(root.optional("routing").map(), allQueues, queues, skills);
        List<String> allowed = allowedNumbers(root.optional("transfers").map());
        Optional<SipSettings> sip = sip(root.optional("sip").map(), agents.phones(), data);
        if (!problems().isEmpty()) {
            return Optional.empty();
        }
        agents.refuseLimitsBeyond(policy.channels());
        return policy.policy(agents.agents())
                .map(
                        made ->
                                new EngineSettings(
                                        centre,
                                        data,
                                        sip.orElseThrow(),
                                        http.orElseThrow(),
                                        flows,
                                        calendars,
                                        prompts,
                                        publishing,
                                        numbers,
                                        made,
                                        skills.known(),
                                        agents.agents(),
                                        allowed));
    }

    /// A value that the environment may override.
    private YamlValue setting(YamlMap section, String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        YamlValue inFile = section.optional(key);
        String variable = PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_');
        String text = environment.get(variable);
        if (text == null) {
            return inFile;
        }
        YamlDocument override = YamlDocument.read(variable, key + ": " + text);
        overrides.add(override);
        YamlValue value = override.root().optional(key);
        if (text.contains(" #")) {
            value.refuse("expects a value without ' #', behind which nothing would be read");
        }
        return value;
    }

    private Path path(YamlValue value, String otherwise) {
        String text = value.text().orElse(otherwise);
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            value.refuse("expected a path, but found " + quoted(text));
            return folder;
        }
    }

    private Optional<EngineSettings.Http> http(YamlMap http) {
        int port = setting(http, "http.port").integer(0, 65535).orElse(8080);
        YamlValue said = setting(http, "http.address");
        Optional<InetAddress> address = address(said);
        if (address.isPresent() && !address.get().isLoopbackAddress()) {
            said.refuse(
                    "expected a loopback address such as 127.0.0.1: the status page asks nobody who"
                            + " they are, so put a proxy that does in front of it");
        }
        return address.map(a -> new EngineSettings.Http(a, port));
    }

    private static Optional<InetAddress> address(YamlValue value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text.get()));
        } catch (IllegalArgumentException e) {
            value.refuse("expected an IP address, but found " + quoted(text.get()));
            return Optional.empty();
        }
    }

    private Optional<SipSettings> sip(YamlMap sip, SortedMap<String, Secret> phones, Path data) {
        int port = setting(sip, "sip.port").integer(1, 65535).orElse(5060);
        String realm = setting(sip, "sip.realm").text(Name.FORM, Name.EXPECTED).orElse("strowger");
        int legs = setting(sip, "sip.max_legs").integer(2, 20_000).orElse(2_000);
        YamlValue said = setting(sip, "sip.address");
        Optional<InetAddress> address = address(said);
        if (address.isPresent() && address.get().isAnyLocalAddress()) {
            said.refuse(
                    "expected one address of this machine, which callers are told to send their"
                            + " audio to, but found "
                            + quoted(address.get().getHostAddress()));
            return Optional.empty();
        }
        Optional<MediaPorts> media = mediaPorts(setting(sip, "sip.media_ports"));
        return media.flatMap(
                ports ->
                        address.map(
                                a ->
                                        new SipSettings(
                                                a,
                                                port,
                                                ports.first(),
                                                ports.last(),
                                                realm,
                                                phones,
                                                Optional.of(data.resolve("registrations")),
                                                List.of(),
                                                legs)));
    }

    private record MediaPorts(int first, int last) {}

    private static Optional<MediaPorts> mediaPorts(YamlValue value) {
        String expected = "a range of UDP ports such as 20000-23999, of which each call takes one";
        Optional<String> text = value.text(PORTS, expected);
        if (!value.isPresent()) {
            return Optional.of(new MediaPorts(20_000, 23_999));
        }
        Optional<MediaPorts> ports =
                text.map(t -> t.split("-"))
                        .map(t -> new MediaPorts(Integer.parseInt(t[0]), Integer.parseInt(t[1])));
        if (ports.isPresent() && !isRange(ports.get())) {
            value.refuse("expected " + expected + ", but found " + quoted(text.orElseThrow()));
            return Optional.empty();
        }
        return ports;
    }

    private static boolean isRange(MediaPorts ports) {
        return ports.first() >= 1024 && ports.first() < ports.last() && ports.last() <= 65535;
    }

    private static List<String> allowedNumbers(YamlMap transfers) {
        YamlValue list = transfers.optional("allowed");
        List<YamlValue> items = list.list();
        if (items.size() > MOST_ALLOWED) {
            list.refuse("more than " + MOST_ALLOWED + " beginnings of numbers");
        }
        List<String> allowed = new ArrayList<>();
        items.forEach(item -> item.text(ALLOWED, AN_ALLOWED).ifPresent(allowed::add));
        return allowed;
    }

    private static SortedMap<String, String> numbers(YamlMap map) {
        SortedMap<String, String> numbers = new TreeMap<>();
        map.entries()
                .forEach(
                        (number, flow) -> {
                            if (!NUMBER.matcher(number).matches()) {
                                flow.refuseKey(
                                        "expected " + A_NUMBER + ", but found " + quoted(number));
                            }
                            flow.text(Name.FORM, "the id of a flow")
                                    .ifPresent(id -> numbers.put(number, id));
                        });
        return numbers;
    }
}
