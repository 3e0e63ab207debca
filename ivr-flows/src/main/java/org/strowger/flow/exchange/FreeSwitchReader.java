package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Reads FreeSWITCH's `ivr.conf`: each menu that is nobody's sub-menu becomes a flow.
///
/// What the attributes mean is as `switch_ivr_menu.c` reads them.
final class FreeSwitchReader {
    private static final Set<String> WRAPPERS =
            Set.of("document", "section", "configuration", "include", "menus");

    private final Drafts drafts;
    private final SequencedMap<String, SourceElement> menus = new LinkedHashMap<>();

    private FreeSwitchReader(Drafts drafts) {
        this.drafts = drafts;
    }

    static void read(SourceElement root, Drafts drafts) {
        FreeSwitchReader reader = new FreeSwitchReader(drafts);
        reader.collect(root);
        reader.readMenus();
    }

    private void collect(SourceElement element) {
        if (element.name().equals("menu")) {
            String name = element.use().attribute("name").orElse("menu");
            if (menus.putIfAbsent(name, element) != null) {
                String what = "menu " + quoted(name) + " is already given: left out";
                drafts.notes().add(element.useAll().at(), what);
            }
        } else if (WRAPPERS.contains(element.name())) {
            element.use().attribute("name");
            element.attribute("description");
            element.attribute("type");
            element.elements().forEach(this::collect);
        }
    }

    private void readMenus() {
        for (Families family : Families.of(menus.keySet(), m -> subMenus(m, menuOf(m)))) {
            FlowDraft flow = drafts.open(family.top(), menuOf(family.top()).at());
            FreeSwitchFlow writer = new FreeSwitchFlow(flow, family, menus);
            family.parents().keySet().forEach(name -> writer.menu(name, menuOf(name)));
        }
    }

    private static List<String> subMenus(String name, SourceElement menu) {
        return menu.elements("entry").stream()
                .filter(entry -> entry.attribute("action").filter("menu-sub"::equals).isPresent())
                .flatMap(entry -> entry.attribute("param").stream())
                .filter(sub -> !sub.equals(name))
                .toList();
    }

    private SourceElement menuOf(String name) {
        return Optional.ofNullable(menus.get(name)).orElseThrow();
    }
}
