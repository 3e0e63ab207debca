package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads which addresses and ports of the machine are used.
final class NetworkReader {
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}-[0-9]{1,5}");

    private final Overrides overrides;

    NetworkReader(Overrides overrides) {
        this.overrides = overrides;
    }

    Optional<EngineSettings.Http> http(YamlMap http) {
        int port = overrides.setting(http, "http.port").integer(0, 65535).orElse(8080);
        YamlValue said = overrides.setting(http, "http.address");
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

    /// @param phones the password of each
    Optional<SipSettings> sip(YamlMap sip, SortedMap<String, Secret> phones, Path data) {
        int port = overrides.setting(sip, "sip.port").integer(1, 65535).orElse(5060);
        String realm =
                overrides
                        .setting(sip, "sip.realm")
                        .text(Name.FORM, Name.EXPECTED)
                        .orElse("strowger");
        int legs = overrides.setting(sip, "sip.max_legs").integer(2, 20_000).orElse(2_000);
        YamlValue said = overrides.setting(sip, "sip.address");
        Optional<InetAddress> address = address(said);
        if (address.isPresent() && address.get().isAnyLocalAddress()) {
            said.refuse(
                    "expected one address of this machine, which callers are told to send their"
                            + " audio to, but found "
                            + quoted(address.get().getHostAddress()));
            return Optional.empty();
        }
        Optional<MediaPorts> media = mediaPorts(overrides.setting(sip, "sip.media_ports"));
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
}
