package org.strowger.engine.routing;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Total orders of the keys under which calls and agents are grouped.
final class Orders {
    static final Comparator<List<SkillNeed>> OF_NEEDS =
            (a, b) -> compare(a.iterator(), b.iterator(), Comparator.naturalOrder());

    private static final Comparator<Map.Entry<String, Integer>> OF_SKILL =
            Map.Entry.<String, Integer>comparingByKey().thenComparing(Map.Entry.comparingByValue());

    static final Comparator<SortedMap<String, Integer>> OF_SKILLS =
            (a, b) ->
                    a == b
                            ? 0
                            : compare(a.entrySet().iterator(), b.entrySet().iterator(), OF_SKILL);

    private Orders() {}

    private static <T> int compare(Iterator<T> a, Iterator<T> b, Comparator<? super T> order) {
        while (a.hasNext() && b.hasNext()) {
            int difference = order.compare(a.next(), b.next());
            if (difference != 0) {
                return difference;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }
}
