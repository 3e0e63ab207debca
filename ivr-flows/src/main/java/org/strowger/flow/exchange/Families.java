package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/// Menus that lead to each other, put together so that each top menu has its sub-menus by it.
///
/// @param parents each menu with those above it; the first is the top one
record Families(SequencedMap<String, List<String>> parents) {
    private static final int MOST_MEMBERS = 10_000;

    /// The families of all menus; none when they would have more than 10,000 members in all, as a
    /// sub-menu is in the family of each top menu that leads to it.
    ///
    /// @param subs the menus that a menu leads to; others than those given are left aside
    static List<Families> of(Set<String> menus, Function<String, List<String>> subs) {
        SequencedSet<String> left = new LinkedHashSet<>(menus);
        SequencedSet<String> tops = new LinkedHashSet<>(left);
        for (String menu : menus) {
            subs.apply(menu).stream().filter(sub -> !sub.equals(menu)).forEach(tops::remove);
        }
        List<Families> families = new ArrayList<>();
        int members = 0;
        while (!left.isEmpty() && members <= MOST_MEMBERS) {
            String top = tops.isEmpty() ? left.getFirst() : tops.removeFirst();
            Families family = under(top, menus, subs);
            members += family.parents().size();
            families.add(family);
            family.parents().keySet().forEach(left::remove);
        }
        return members <= MOST_MEMBERS ? families : List.of();
    }

    private static Families under(
            String top, Set<String> menus, Function<String, List<String>> subs) {
        SequencedMap<String, List<String>> parents = new LinkedHashMap<>();
        parents.put(top, new ArrayList<>());
        List<String> toVisit = new ArrayList<>(List.of(top));
        for (int i = 0; i < toVisit.size(); i++) {
            String menu = toVisit.get(i);
            for (String sub : subs.apply(menu)) {
                boolean isNew = menus.contains(sub) && !parents.containsKey(sub);
                if (isNew) {
                    toVisit.add(sub);
                    parents.put(sub, new ArrayList<>());
                }
                List<String> above = parents.get(sub);
                if (above != null && !sub.equals(menu) && !above.contains(menu)) {
                    above.add(menu);
                }
            }
        }
        return new Families(parents);
    }

    String top() {
        return parents.firstEntry().getKey();
    }

    /// The only menu above one, to which it goes back.
    String above(String menu, Function<String, String> ids) {
        List<String> above = parents.getOrDefault(menu, List.of());
        return above.size() == 1 ? ids.apply(above.getFirst()) : "back";
    }
}
