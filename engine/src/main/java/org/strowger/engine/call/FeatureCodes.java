package org.strowger.engine.call;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;

/// What agents and supervisors dial at their phones to do something other than call somebody.
///
/// @param codes what is dialled for each feature; a feature that is missing cannot be dialled
/// @param outbound the digits before a number outside, and the queue on whose behalf it is called
public record FeatureCodes(SortedMap<Feature, String> codes, SortedMap<String, QueueId> outbound) {
    public FeatureCodes {
        codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
        outbound = Collections.unmodifiableSortedMap(new TreeMap<>(outbound));
    }

    /// The codes that hold unless others are configured, and no calls outside.
    public static FeatureCodes standard() {
        SortedMap<Feature, String> codes = new TreeMap<>();
        for (Feature feature : Feature.values()) {
            codes.put(feature, feature.standard);
        }
        return new FeatureCodes(codes, new TreeMap<>());
    }

    /// What is dialled for a feature, if it can be.
    public Optional<String> code(Feature feature) {
        return Optional.ofNullable(codes.get(feature));
    }

    /// What can be done by dialling.
    public enum Feature {
        SIGN_IN("*11"),
        SIGN_OUT("*12"),
        READY("*13"),
        PAUSE("*14"),
        DISPOSITION("*15"),
        LISTEN("*21"),
        WHISPER("*22"),
        BARGE("*23");

        private final String standard;

        Feature(String standard) {
            this.standard = standard;
        }
    }
}
