package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlValue;

/// The skills that a file may speak of: those it lists under `skills`, or else those its agents
/// have. So the agents are read before anything that asks for a skill.
final class SkillNames {
    private static final int MOST_LISTED = 1_000;
    private static final Set<String> WORDS_OF_NEEDS = Set.of("all", "any", "not");

    private final Origin origin;
    private final NavigableSet<String> known = new TreeSet<>();

    private SkillNames(Origin origin) {
        this.origin = origin;
    }

    /// Where the names are from.
    private enum Origin {
        LIST,
        AGENTS,
        OTHER_FILE
    }

    /// Those of settings that were read already.
    static SkillNames of(SortedSet<String> known) {
        SkillNames names = new SkillNames(Origin.OTHER_FILE);
        names.known.addAll(known);
        return names;
    }

    /// Begins with the file's list, if it has one.
    ///
    /// @param list of names, or the name of a CSV file with them
    static SkillNames read(YamlValue list, SettingsFolder folder) {
        SkillNames names = new SkillNames(list.isPresent() ? Origin.LIST : Origin.AGENTS);
        if (list.isList() || list.isMap()) {
            list.list().forEach(names::listed);
        } else {
            new Listing(list, Table.SKILLS, folder)
                    .entries()
                    .forEach(
                            (name, row) -> {
                                if (Name.isKey(name, row)
                                        && isNoWordOfNeeds(name, row::refuseKey)) {
                                    names.known.add(name);
                                }
                            });
        }
        if (names.known.size() > MOST_LISTED) {
            list.refuse("expected " + MOST_LISTED + " skills at most");
        }
        return names;
    }

    private void listed(YamlValue item) {
        item.text(Name.FORM, Name.EXPECTED)
                .filter(name -> isNoWordOfNeeds(name, item::refuse))
                .ifPresent(known::add);
    }

    /// Those that may be asked for, when the agents have been read.
    SortedSet<String> known() {
        return known;
    }

    /// Whether an agent may have a skill, which is the key of this value.
    boolean mayBeHad(String name, YamlValue level) {
        if (!Name.isKey(name, level) || !isNoWordOfNeeds(name, level::refuseKey)) {
            return false;
        }
        return switch (origin) {
            case LIST, OTHER_FILE -> isKnown(name, level::refuseKey);
            case AGENTS -> {
                known.add(name);
                yield true;
            }
        };
    }

    /// Whether a skill that is asked for is known; if not, it is refused.
    boolean isKnown(String name, Consumer<String> refuse) {
        if (known.contains(name)) {
            return true;
        }
        String guess = Spelling.didYouMean(name, known);
        refuse.accept(
                switch (origin) {
                    case LIST -> "'skills' does not list " + quoted(name) + guess;
                    case AGENTS ->
                            "no agent has the skill "
                                    + quoted(name)
                                    + hintOr(guess, "list all skills under 'skills'");
                    case OTHER_FILE ->
                            "the settings have no skill "
                                    + quoted(name)
                                    + hintOr(guess, "list it under 'skills' there");
                });
        return false;
    }

    private static String hintOr(String guess, String advice) {
        return guess.isEmpty() ? "; if some will have it, " + advice : guess;
    }

    private static boolean isNoWordOfNeeds(String name, Consumer<String> refuse) {
        if (!WORDS_OF_NEEDS.contains(name)) {
            return true;
        }
        refuse.accept(quoted(name) + " is a word of needs, so no skill can have this name");
        return false;
    }

    /// The skill that is the text of an item of a list.
    Optional<String> item(YamlValue item) {
        return item.text(Name.FORM, Name.EXPECTED).filter(name -> isKnown(name, item::refuse));
    }
}
