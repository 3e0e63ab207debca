package org.strowger.simulator.history;

/// Settings of a small centre with anna and ben.
final class SettingsTexts {
    private SettingsTexts() {}

    /// @param queues in the flow style of YAML
    static String of(String queues) {
        return """
                centre: test
                numbers: {}
                agents:
                  anna: {phone: anna, password: anna-has-one, skills: {sales: 5}}
                  ben: {phone: ben, password: ben-has-one, skills: {sales: 3}}
                queues: {%s}
                """
                .formatted(queues);
    }
}
