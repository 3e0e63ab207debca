package org.strowger.flow.exchange;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Position;

/// FreeSWITCH's dialplan applications, as far as a menu may call them, each being written as a
/// node.
final class FreeSwitchApp {
    /// Stands for the user's own switch: extensions have no host in a dialplan.
    static final String HOST = "pbx";

    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9*#+._-]{1,40}");
    private static final Pattern CAPTURED = Pattern.compile("([0-9*]{0,10})\\$[01]([0-9*]{0,10})");
    private static final Pattern ENDPOINT =
            Pattern.compile(
                    "(?:user|loopback|sofia/[A-Za-z0-9_.$\\{}-]+|sofia/gateway/[^/]+)/([^/]+)");
    private static final int LONGEST = 500;
    private static final String GATEWAY = "sofia/gateway/";

    private final FlowDraft flow;
    private final BiFunction<String, Position, Yaml> sounds;
    private final UnaryOperator<String> menuIds;

    FreeSwitchApp(
            FlowDraft flow,
            BiFunction<String, Position, Yaml> sounds,
            UnaryOperator<String> menuIds) {
        this.flow = flow;
        this.sounds = sounds;
        this.menuIds = menuIds;
    }

    /// The node that does what `application argument` does.
    ///
    /// @param dialled the variable that holds the number keyed, where a pattern took one
    /// @param after where the call goes when the application is through
    String target(String app, Position at, Optional<String> dialled, String after) {
        String written = app.strip();
        int space = written.indexOf(' ');
        String name = space < 0 ? written : written.substring(0, space);
        String argument = space < 0 ? "" : written.substring(space + 1).strip();
        if (name.equals("hangup")) {
            return FlowDraft.END;
        }
        if (name.equals("ivr")) {
            return menuIds.apply(argument);
        }
        boolean isLong = written.length() > LONGEST;
        String wanted = isLong ? name : name + " " + shortened(name, argument);
        String id = flow.idOf(written, wanted, "app");
        if (!flow.has(id) && isLong) {
            flow.notImported(id, at, written, after);
        } else if (!flow.has(id)) {
            make(id, name, argument, at, dialled, after);
        }
        return id;
    }

    /// The part of an argument that people call the thing by.
    private static String shortened(String name, String argument) {
        return switch (name) {
            case "voicemail" -> argument.substring(argument.lastIndexOf(' ') + 1);
            case "bridge" ->
                    argument.substring(argument.lastIndexOf('/') + 1).replaceAll("@.*", "");
            case "callcenter" -> argument.replaceAll("@.*", "");
            case "playback" -> Names.recording(argument);
            default -> firstWord(argument).replace("$1", "dialled").replace("$0", "dialled");
        };
    }

    private void make(
            String id,
            String name,
            String argument,
            Position at,
            Optional<String> dialled,
            String after) {
        boolean made =
                switch (name) {
                    case "transfer" -> transfer(id, argument, at, dialled);
                    case "bridge" -> bridge(id, argument, at);
                    case "playback" -> play(id, argument, at, after);
                    case "sleep" -> sleep(id, argument, at, after);
                    case "voicemail" -> voicemail(id, argument, at);
                    case "callcenter" -> queue(id, argument, at);
                    case "fifo" -> argument.endsWith(" in") && queue(id, argument, at);
                    default -> false;
                };
        if (!made) {
            flow.notImported(id, at, (name + " " + argument).strip(), after);
        }
    }

    private boolean transfer(String id, String argument, Position at, Optional<String> dialled) {
        String extension = firstWord(argument);
        Matcher captured = CAPTURED.matcher(extension);
        if (dialled.isPresent() && captured.matches()) {
            String number =
                    "'sip:"
                            + captured.group(1)
                            + "' + "
                            + dialled.get()
                            + " + '"
                            + captured.group(2);
            move(
                    id,
                    at,
                    Yaml.fields().with("dial", Yaml.text(number + "@" + HOST + "'")),
                    argument);
            return true;
        }
        if (!EXTENSION.matcher(extension).matches()) {
            return false;
        }
        move(id, at, to("sip:" + extension + "@" + HOST), argument);
        return true;
    }

    private boolean bridge(String id, String argument, Position at) {
        String first = argument.replaceAll("\\{[^{}]*=[^{}]*}|\\[[^\\[\\]]*]", "");
        String one = first.replaceAll("[,|].*", "").strip();
        Matcher endpoint = ENDPOINT.matcher(one);
        if (!endpoint.matches()) {
            return false;
        }
        String user = endpoint.group(1).replaceAll("\\$?\\$\\{[^}]*}", HOST);
        if (!user.matches("[A-Za-z0-9*#+._-]{1,40}(@[A-Za-z0-9.-]{1,100})?")) {
            return false;
        }
        String host = one.startsWith(GATEWAY) ? gatewayOf(one) : HOST;
        boolean number = user.matches("\\+[0-9]{4,15}");
        move(
                id,
                at,
                to(number ? user : "sip:" + user + (user.contains("@") ? "" : "@" + host)),
                argument);
        return true;
    }

    private static String gatewayOf(String endpoint) {
        String gateway = endpoint.substring(GATEWAY.length(), endpoint.lastIndexOf('/'));
        String host = gateway.replaceAll("[^A-Za-z0-9.-]", "");
        return host.isEmpty() ? HOST : host;
    }

    private static Yaml.Fields to(String address) {
        return Yaml.fields().with("to", Yaml.text(address));
    }

    private void move(String id, Position at, Yaml transfer, String argument) {
        DraftNode node = flow.node(id, at).with("transfer", transfer).next(FlowDraft.END);
        String what = "'" + argument + "': what your dialplan does on the way does not come along";
        flow.notes().add(at, node, what);
    }

    private boolean play(String id, String argument, Position at, String after) {
        if (argument.isEmpty()) {
            return false;
        }
        flow.say(id, at, sounds.apply(argument, at), after);
        return true;
    }

    private boolean sleep(String id, String argument, Position at, String after) {
        if (!argument.matches("[0-9]{1,9}")) {
            return false;
        }
        flow.say(id, at, flow.silence(Long.parseLong(argument), at), after);
        return true;
    }

    private boolean voicemail(String id, String argument, Position at) {
        String[] words = argument.split(" +", -1);
        if (words.length != 3 || words[0].equals("check")) {
            return false;
        }
        String box = Names.name(words[2], "box");
        flow.node(id, at)
                .with("voicemail", Yaml.fields().with("box", Yaml.text(box)))
                .next(FlowDraft.END);
        return true;
    }

    private boolean queue(String id, String argument, Position at) {
        if (argument.isEmpty()) {
            return false;
        }
        String name = Names.name(firstWord(argument).replaceAll("@.*", ""), "queue");
        flow.node(id, at).with("queue", Yaml.fields().with("name", Yaml.text(name)));
        return true;
    }

    private static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
