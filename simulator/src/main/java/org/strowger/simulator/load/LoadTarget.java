package org.strowger.simulator.load;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where load goes to: one address, found once, so that no later answer of a name server can lead
/// it elsewhere.
///
/// @param number that all callers dial; each its source's when absent
/// @param here the address of this machine that load comes from. It is that of the target, where
///   the target is this machine: what is sent from there stays here
record LoadTarget(Optional<String> number, InetAddress host, int port, InetAddress here) {
    private static final Pattern URI =
            Pattern.compile(
                    "sip:(?:([0-9A-Za-z*#+._-]{1,64})@)?"
                            + "(\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Za-z.-]{1,253})(?::([0-9]{1,5}))?");
    private static final int SIP = 5060;
    private static final int HIGHEST_PORT = 65_535;

    /// What came of looking at a target.
    sealed interface Result {
        record Ok(LoadTarget target) implements Result {}

        record Refused(String reason) implements Result {}
    }

    /// @param uri as `sip:[NUMBER@]HOST[:PORT]`
    /// @param owned whether who calls says that they may call machines other than this one
    static Result of(String uri, boolean owned) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            return new Result.Refused("--target expects sip:[NUMBER@]HOST[:PORT]");
        }
        int port = parts.group(3) == null ? SIP : Integer.parseInt(parts.group(3));
        if (port < 1 || port > HIGHEST_PORT) {
            return new Result.Refused("--target expects a port from 1 to 65535, not " + port);
        }
        try {
            return at(Optional.ofNullable(parts.group(1)), parts.group(2), port, owned);
        } catch (UnknownHostException e) {
            return new Result.Refused("--target: nobody knows the host " + parts.group(2));
        } catch (IOException e) {
            return new Result.Refused("--target: this machine's addresses cannot be listed");
        }
    }

    private static Result at(Optional<String> number, String name, int port, boolean owned)
            throws IOException {
        List<InetAddress> all = List.of(InetAddress.getAllByName(name));
        InetAddress first = all.getFirst();
        boolean ours = true;
        for (InetAddress address : all) {
            ours &= isThisMachine(address);
        }
        if (ours) {
            return new Result.Ok(new LoadTarget(number, first, port, first));
        }
        return owned
                ? new Result.Ok(new LoadTarget(number, first, port, wayTo(first, port)))
                : new Result.Refused(
                        "--target %s is not this machine: load may only go to machines of your own, and --i-own-this-target says that it is one"
                                .formatted(name));
    }

    private static boolean isThisMachine(InetAddress address) throws IOException {
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && (address.isLoopbackAddress()
                        || NetworkInterface.getByInetAddress(address) != null);
    }

    /// Our address on the way to another; nothing is sent to find it.
    private static InetAddress wayTo(InetAddress host, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(host, port);
            return socket.getLocalAddress();
        }
    }

    /// The address as SIP writes it, with the port.
    String hostPort() {
        String literal = host.getHostAddress();
        return (host instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + port;
    }

    /// What a caller dials.
    String uri(String dialled) {
        return "sip:" + number.orElse(dialled) + "@" + hostPort();
    }
}
