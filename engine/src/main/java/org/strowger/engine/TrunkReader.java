package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.engine.call.OutsideBounds;
import org.strowger.engine.call.Trunk;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads how numbers outside are reached, and which of them may be.
final class TrunkReader {
    /// What a number outside looks like when it is written in a file.
    static final Pattern OUTSIDE = Pattern.compile("\\+?[0-9]{2,20}");

    static final String AN_OUTSIDE = "a telephone number (2 to 20 digits, with or without a '+')";

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "sips?:[A-Za-z0-9+*._-]{0,32}\\{number\\}[A-Za-z0-9+*._-]{0,32}"
                            + "@(?:[A-Za-z0-9.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?"
                            + "(?:;[A-Za-z0-9=._-]{1,64}){0,8}");
    private static final String AN_ADDRESS =
            "a SIP address with {number} before the '@', such as sip:{number}@192.0.2.10:5060";
    private static final Pattern ALLOWED = Pattern.compile("\\+?[0-9]{1,20}");
    private static final String AN_ALLOWED =
            "how numbers begin that flows may have called, such as \"+4420\""
                    + " (SIP addresses are never called)";
    private static final int MOST_ALLOWED = 1_000;
    private static final int MOST_PER_NUMBER = 10_000;

    private final YamlValue said;
    private final Optional<Trunk> trunk;
    private final List<String> allowed;

    TrunkReader(YamlValue trunk, YamlMap transfers) {
        this.said = trunk;
        this.trunk = trunk(trunk);
        this.allowed = allowed(transfers.optional("allowed"));
    }

    Optional<Trunk> trunk() {
        return trunk;
    }

    /// How numbers begin that may be called.
    List<String> allowed() {
        return allowed;
    }

    /// Refuses what needs a way out, if there is none.
    ///
    /// @param what needs it: "a callback"
    void isNeededBy(YamlValue value, String what) {
        if (!said.isPresent()) {
            value.refuseKey(what + " needs a 'trunk', which says how numbers outside are reached");
        } else if (allowed.isEmpty()) {
            value.refuseKey(what + " needs 'transfers.allowed': without it nobody may be called");
        }
    }

    /// A number outside that may be called.
    Optional<String> number(YamlValue value) {
        Optional<String> number = value.text(OUTSIDE, AN_OUTSIDE);
        boolean isOutsideReached = trunk.isPresent() && !allowed.isEmpty();
        if (number.isPresent()
                && isOutsideReached
                && allowed.stream().noneMatch(number.get()::startsWith)) {
            value.refuse(
                    quoted(number.get())
                            + " may not be called: it begins like nothing in"
                            + " 'transfers.allowed'");
            return Optional.empty();
        }
        return number;
    }

    private static Optional<Trunk> trunk(YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        YamlMap map = value.map();
        Optional<String> address = map.required("address").text(ADDRESS, AN_ADDRESS);
        Optional<String> callerId = map.optional("caller_id").text(OUTSIDE, AN_OUTSIDE);
        int perHour = map.optional("calls_per_hour").integer(1, 1_000_000).orElse(600);
        int atOnce = map.optional("calls_at_once").integer(1, 10_000).orElse(50);
        OutsideBounds bounds =
                bounds(map.optional("shares").map(), map.optional("per_number").map());
        return address.map(a -> new Trunk(a, callerId, perHour, atOnce, bounds));
    }

    private static OutsideBounds bounds(YamlMap shares, YamlMap perNumber) {
        OutsideBounds standard = OutsideBounds.standard();
        return new OutsideBounds(
                percent(shares.optional("callbacks"), standard.callbacks()),
                percent(shares.optional("placed"), standard.placed()),
                percent(shares.optional("transfers"), standard.transfers()),
                perNumber
                        .optional("hour")
                        .integer(1, MOST_PER_NUMBER)
                        .orElse(standard.perNumberHour()),
                perNumber
                        .optional("day")
                        .integer(1, MOST_PER_NUMBER)
                        .orElse(standard.perNumberDay()));
    }

    private static int percent(YamlValue value, int otherwise) {
        return value.integer(1, 100).orElse(otherwise);
    }

    private static List<String> allowed(YamlValue list) {
        List<YamlValue> items = list.list();
        if (items.size() > MOST_ALLOWED) {
            list.refuse("more than " + MOST_ALLOWED + " beginnings of numbers");
        }
        List<String> allowed = new ArrayList<>();
        items.forEach(item -> item.text(ALLOWED, AN_ALLOWED).ifPresent(allowed::add));
        return allowed;
    }
}
