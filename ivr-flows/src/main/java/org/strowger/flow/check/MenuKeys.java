package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import org.strowger.flow.FlowNode;
import org.strowger.yaml.Problem;

/// Finds keys of a menu that get in each other's way (L08, L09, L10).
final class MenuKeys {
    private final FlowFile file;
    private final FlowNode.Menu menu;
    private final List<Problem> problems = new ArrayList<>();

    private MenuKeys(FlowFile file, FlowNode.Menu menu) {
        this.file = file;
        this.menu = menu;
    }

    static List<Problem> find(FlowFile file) {
        List<Problem> problems = new ArrayList<>();
        for (FlowNode node : file.flow().nodes().values()) {
            if (node instanceof FlowNode.Menu menu) {
                MenuKeys keys = new MenuKeys(file, menu);
                keys.addTakenTerminator();
                keys.addPrefixes();
                menu.extensions().ifPresent(keys::addOverlaps);
                problems.addAll(keys.problems);
            }
        }
        return problems;
    }

    /// Where every entry has one key, nothing needs to be ended.
    private void addTakenTerminator() {
        boolean entriesAreLong =
                menu.extensions().isPresent()
                        || menu.choices().keySet().stream().anyMatch(keys -> keys.length() > 1);
        if (entriesAreLong) {
            menu.asking()
                    .input()
                    .termKey()
                    .map(String::valueOf)
                    .filter(menu.choices()::containsKey)
                    .ifPresent(
                            key ->
                                    add(
                                            LintCode.L08,
                                            key,
                                            "the choice takes the key that ends an entry of several"
                                                    + " keys"));
        }
    }

    private void addPrefixes() {
        for (String keys : menu.choices().navigableKeySet()) {
            String longer = menu.choices().higherKey(keys);
            if (longer != null && longer.startsWith(keys)) {
                add(
                        LintCode.L09,
                        keys,
                        "after "
                                + quoted(keys)
                                + " the caller waits, because choice "
                                + quoted(longer)
                                + " begins alike");
            }
        }
    }

    private void addOverlaps(FlowNode.Extensions extensions) {
        for (String keys : menu.choices().navigableKeySet()) {
            if (extensions.starts().indexOf(keys.charAt(0)) >= 0) {
                add(
                        LintCode.L10,
                        keys,
                        "the choice waits for more keys, because extensions begin with "
                                + keys.charAt(0));
            }
        }
        for (char key : file.flow().globalKeys().keySet()) {
            if (extensions.starts().indexOf(key) >= 0
                    && !menu.choices().containsKey(String.valueOf(key))) {
                problems.add(
                        file.problem(
                                LintCode.L10,
                                menu,
                                Part.of("menu", "extensions"),
                                "the global key "
                                        + key
                                        + " waits for more keys, because extensions begin with"
                                        + " it"));
            }
        }
    }

    private void add(LintCode code, String keys, String message) {
        problems.add(file.problem(code, menu, Part.of("menu", "choices", keys), message));
    }
}
