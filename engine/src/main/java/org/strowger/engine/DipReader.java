package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.engine.dip.DipSettings;
import org.strowger.flow.expression.DipAnswer;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what flows' questions to other systems may ask of the network.
final class DipReader {
    private static final int MOST_ALLOWED = 1_000;
    private static final int KIBI = 1_024;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,6}KiB");
    private static final String A_SIZE = "a size from 1KiB to " + DipAnswer.LONGEST / KIBI + "KiB";
    private static final DipSettings STANDARD = DipSettings.standard();

    private DipReader() {}

    static DipSettings read(YamlMap map) {
        YamlMap breaker = map.optional("breaker").map();
        return new DipSettings(
                allowed(map.optional("allowed")),
                map.optional("at_once_per_host").integer(1, 1_000).orElse(STANDARD.atOncePerHost()),
                map.optional("waiting_per_host")
                        .integer(0, 10_000)
                        .orElse(STANDARD.waitingPerHost()),
                size(map.optional("answer")).orElse(STANDARD.mostAnswer()),
                breaker.optional("failures").integer(1, 1_000).orElse(STANDARD.breakerFailures()),
                breaker.optional("open")
                        .duration(Duration.ofSeconds(1), Duration.ofHours(1))
                        .orElse(STANDARD.breakerOpen()));
    }

    private static List<String> allowed(YamlValue list) {
        List<YamlValue> items = list.list();
        if (items.size() > MOST_ALLOWED) {
            list.refuse("expected " + MOST_ALLOWED + " entries at most, but found " + items.size());
        }
        List<String> allowed = new ArrayList<>();
        items.forEach(item -> entry(item).ifPresent(allowed::add));
        return allowed;
    }

    private static Optional<String> entry(YamlValue item) {
        Optional<String> text = item.text();
        Optional<String> mistake = text.flatMap(DipSettings::mistake);
        mistake.ifPresent(
                m -> item.refuse("'allowed' " + m + ", found " + quoted(text.orElse(""))));
        return mistake.isPresent() ? Optional.empty() : text;
    }

    private static Optional<Integer> size(YamlValue value) {
        Optional<Integer> bytes =
                value.text(SIZE, A_SIZE)
                        .map(text -> Integer.parseInt(text.substring(0, text.length() - 3)) * KIBI);
        if (bytes.isPresent() && (bytes.get() < KIBI || bytes.get() > DipAnswer.LONGEST)) {
            value.refuse("expected " + A_SIZE + ", but found " + bytes.get() / KIBI + "KiB");
            return Optional.empty();
        }
        return bytes;
    }
}
