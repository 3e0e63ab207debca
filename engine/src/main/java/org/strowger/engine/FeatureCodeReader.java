package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.engine.call.FeatureCodes;
import org.strowger.engine.call.FeatureCodes.Feature;
import org.strowger.engine.routing.QueueId;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what is dialled to do something, and sees to it that a phone can tell each from the others
/// and from every number.
final class FeatureCodeReader {
    private static final Pattern NONE = Pattern.compile("none");
    private static final Pattern CODE = Pattern.compile("[0-9*#]{1,8}");
    private static final String A_CODE = "1 to 8 of 0-9, '*' and '#'";

    private final YamlValue said;
    private final Collection<String> queues;
    private final TrunkReader trunk;
    private final SequencedMap<String, YamlValue> places = new LinkedHashMap<>();
    private final Optional<FeatureCodes> codes;

    FeatureCodeReader(YamlValue value, Collection<String> queues, TrunkReader trunk) {
        this.said = value;
        this.queues = queues;
        this.trunk = trunk;
        this.codes = read();
    }

    Optional<FeatureCodes> codes() {
        return codes;
    }

    private Optional<FeatureCodes> read() {
        if (!said.isPresent()) {
            FeatureCodes standard = FeatureCodes.standard();
            standard.codes().values().forEach(code -> places.put(code, said));
            return Optional.of(standard);
        }
        if (!said.isMap()) {
            said.text(NONE, "a map of codes, or none");
            return Optional.empty();
        }
        YamlMap map = said.map();
        SortedMap<Feature, String> dialled = new TreeMap<>();
        FeatureCodes.standard()
                .codes()
                .forEach((feature, standard) -> dialled.put(feature, code(map, feature, standard)));
        return Optional.of(new FeatureCodes(dialled, outbound(map.optional("outbound"))));
    }

    private String code(YamlMap map, Feature feature, String standard) {
        YamlValue value = map.optional(feature.name().toLowerCase(Locale.ROOT));
        String code = value.text(CODE, A_CODE).orElse(standard);
        takeIn(code, value.isPresent() ? value : said);
        return code;
    }

    private SortedMap<String, QueueId> outbound(YamlValue value) {
        SortedMap<String, QueueId> outbound = new TreeMap<>();
        if (!value.isPresent()) {
            return outbound;
        }
        trunk.isNeededBy(value, "calling outside");
        value.map()
                .entries()
                .forEach(
                        (prefix, queue) ->
                                outbound(prefix, queue).ifPresent(q -> outbound.put(prefix, q)));
        return outbound;
    }

    private Optional<QueueId> outbound(String prefix, YamlValue value) {
        if (!CODE.matcher(prefix).matches()) {
            value.refuseKey("expected " + A_CODE + ", but found " + quoted(prefix));
            return Optional.empty();
        }
        takeIn(prefix, value);
        Optional<String> queue = value.text(Name.FORM, Name.EXPECTED);
        if (queue.isPresent() && !queues.contains(queue.get())) {
            value.refuse(() -> QueueReader.unknownQueue(queue.get(), queues));
            return Optional.empty();
        }
        return queue.map(QueueId::new);
    }

    /// A code that another begins with would be done while the other is being dialled.
    private void takeIn(String code, YamlValue value) {
        for (String other : places.keySet()) {
            if (code.startsWith(other) || other.startsWith(code)) {
                value.refuse(
                        "%s cannot be told from %s while it is dialled"
                                .formatted(quoted(code), quoted(other)));
                return;
            }
        }
        places.put(code, value);
    }

    /// Refuses numbers that begin with a code.
    ///
    /// @param numbers those that phones dial, and where each is given
    void refuseNumbersThatAreCodes(Map<String, YamlValue> numbers) {
        numbers.forEach(
                (number, value) ->
                        places.keySet().stream()
                                .filter(number::startsWith)
                                .findFirst()
                                .ifPresent(
                                        code ->
                                                value.refuseKey(
                                                        "number %s begins with the feature code %s"
                                                                .formatted(
                                                                        quoted(number),
                                                                        quoted(code)))));
    }
}
