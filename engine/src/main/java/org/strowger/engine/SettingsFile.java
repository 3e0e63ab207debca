package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Endpoint;
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
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final String A_NAME = "a name (letters, digits, '_', '.' and '-', at most 63)";
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#_.-]{1,64}");
    private static final String A_NUMBER = "a number or user name that callers dial";
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}-[0-9]{1,5}");
    private static final Duration LONGEST = Duration.ofHours(24);

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
        List<Problem> problems = new ArrayList<>(file.problems());
        overrides.forEach(override -> problems.addAll(override.problems()));
        return problems.isEmpty()
                ? new Result.Ok(settings.orElseThrow())
                : new Result.Refused(problems);
    }

    /// The settings as far as they can be read; what is missing has left a problem behind.
    private Optional<EngineSettings> settings() {
        YamlMap root = file.root();
        String centre = setting(root, "centre").text(NAME, A_NAME).orElse("main");
        Path data = path(setting(root, "data"), "data");
        Path flows = path(setting(root, "flows"), "flows");
        Path prompts = path(setting(root, "prompts"), "prompts");
        Optional<EngineSettings.Http> http = http(root.optional("http").map());
        SortedMap<String, String> numbers = numbers(root.required("numbers").map());
        RoutingPolicy policy = policy(root.required("queues").map());
        SortedMap<String, Secret> phones = new TreeMap<>();
        List<AgentProfile> agents = agents(root.optional("agents").map(), phones);
        Optional<SipSettings> sip = sip(root.optional("sip").map(), phones, data);
        return sip.flatMap(
                s ->
                        http.map(
                                h ->
                                        new EngineSettings(
                                                centre, data, s, h, flows, prompts, numbers, policy,
                                                agents)));
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
        String realm = setting(sip, "sip.realm").text(NAME, A_NAME).orElse("strowger");
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

    private static SortedMap<String, String> numbers(YamlMap map) {
        SortedMap<String, String> numbers = new TreeMap<>();
        map.entries()
                .forEach(
                        (number, flow) -> {
                            if (!NUMBER.matcher(number).matches()) {
                                flow.refuseKey(
                                        "expected " + A_NUMBER + ", but found " + quoted(number));
                            }
                            flow.text(NAME, "the id of a flow")
                                    .ifPresent(id -> numbers.put(number, id));
                        });
        return numbers;
    }

    private static RoutingPolicy policy(YamlMap map) {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        map.entries()
                .forEach(
                        (name, value) -> {
                            if (NAME.matcher(name).matches()) {
                                queues.put(new QueueId(name), queue(value.map()));
                            } else {
                                value.refuseKey(
                                        "expected " + A_NAME + ", but found " + quoted(name));
                            }
                        });
        return new RoutingPolicy(Integer.toHexString(queues.hashCode()), queues);
    }

    private static QueuePolicy queue(YamlMap queue) {
        return new QueuePolicy(
                queue.optional("ring_time")
                        .duration(Duration.ofSeconds(1), Duration.ofMinutes(5))
                        .orElse(Duration.ofSeconds(15)),
                queue.optional("wrap_up").duration(Duration.ZERO, LONGEST).orElse(Duration.ZERO),
                queue.optional("retry_delay")
                        .duration(Duration.ZERO, LONGEST)
                        .orElse(Duration.ofSeconds(5)),
                queue.optional("max_length").integer(1, 100_000).orElse(1_000));
    }

    private static List<AgentProfile> agents(YamlMap map, SortedMap<String, Secret> phones) {
        List<AgentProfile> agents = new ArrayList<>();
        map.entries().forEach((id, value) -> agent(id, value, phones).ifPresent(agents::add));
        return agents;
    }

    private static Optional<AgentProfile> agent(
            String id, YamlValue value, SortedMap<String, Secret> phones) {
        if (!NAME.matcher(id).matches()) {
            value.refuseKey("expected " + A_NAME + ", but found " + quoted(id));
            return Optional.empty();
        }
        YamlMap agent = value.map();
        String name = agent.optional("name").text().orElse(id);
        YamlValue phone = agent.optional("phone");
        String user = phone.text(NAME, A_NAME).orElse(id);
        Optional<String> password = agent.required("password").text();
        if (phones.containsKey(user)) {
            (phone.isPresent() ? phone : value)
                    .refuse("phone " + quoted(user) + " belongs to another agent already");
        }
        password.ifPresent(p -> phones.put(user, new Secret(p)));
        return Optional.of(
                new AgentProfile(
                        new AgentId(id),
                        name,
                        new Endpoint(user),
                        skills(agent.optional("skills").map())));
    }

    private static SortedMap<String, Integer> skills(YamlMap map) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        map.entries()
                .forEach(
                        (skill, level) -> {
                            if (!NAME.matcher(skill).matches()) {
                                level.refuseKey(
                                        "expected " + A_NAME + ", but found " + quoted(skill));
                            }
                            level.integer(1, SkillNeed.MAX_LEVEL)
                                    .ifPresent(l -> skills.put(skill, l));
                        });
        return skills;
    }
}
