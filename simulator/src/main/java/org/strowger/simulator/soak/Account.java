package org.strowger.simulator.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.strowger.engine.cluster.JournalReader;
import org.strowger.engine.contact.Outcome;

/// What came of a soak, printed while it is drawn up, and what is wrong with it.
final class Account {
    /// Ends of callers' legs that nobody means: the engine had no room, or the network broke.
    private static final List<String> UNMEANT =
            List.of(
                    "CONGESTION",
                    "NETWORK_FAILURE",
                    "UNREACHABLE",
                    "NO_COMMON_CODEC",
                    "UNKNOWN_NUMBER",
                    "NO_ANSWER");

    private final SoakPlan plan;
    private final PrintStream out;
    private final List<String> wrong = new ArrayList<>();
    private Meters meters = new Meters(new TreeMap<>());
    private long rang;
    private long answered;

    Account(SoakPlan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    private void check(String what, List<String> findings) {
        out.println((findings.isEmpty() ? "  ok    " : "  WRONG ") + what);
        findings.forEach(finding -> out.println("        " + finding));
        findings.forEach(finding -> wrong.add(what + ": " + finding));
    }

    private void check(String what, boolean holds, String otherwise) {
        check(what, holds ? List.of() : List.of(otherwise));
    }

    /// @param busy how many legs the phones still have
    void people(Counts counts, int busy) {
        rang = counts.of("callers rang");
        answered = counts.of("callers answered");
        out.println();
        out.println("The telephones: " + counts);
        out.println();
        check(
                "every caller of the plan rang",
                rang >= plan.calls(),
                "%,d of %,d".formatted(rang, plan.calls()));
        check("every telephone is on its hook again", busy == 0, busy + " are not");
        List<String> unmeant = new ArrayList<>();
        counts.byName()
                .forEach(
                        (name, count) -> {
                            if (name.startsWith("caller's leg")
                                    && UNMEANT.stream().anyMatch(name::endsWith)) {
                                unmeant.add(name + " " + count);
                            }
                        });
        check("no caller was refused or lost", unmeant);
    }

    void left(Meters before, Meters after) {
        check("no leg, audio port, timer, alarm or conference is left", after.moreThan(before));
        check("the engine counted no fault of its own", after.faults());
        check("in each queue as many calls left as came", after.imbalances());
        meters = after;
    }

    void engine(boolean endedWell, Duration processor, Counts desks) {
        out.println();
        out.println("Commands of agents: " + desks);
        out.println(
                String.format(
                        Locale.ROOT,
                        "Processor time of the engine: %.1f s",
                        processor.toMillis() / 1000.0));
        out.println();
        check("the engine ended when it was asked to", endedWell, "it did not");
        List<String> failed = new ArrayList<>();
        desks.byName()
                .forEach(
                        (name, count) -> {
                            if (count > 0
                                    && (name.contains("FAILED") || name.equals("unanswered"))) {
                                failed.add(name + " " + count);
                            }
                        });
        check("every command was answered", failed);
    }

    void growth(Growth growth) {
        check(growth.toString(), growth.findings());
    }

    /// What the engine kept: its journal, the contacts, its log.
    void kept(SoakFolder folder) throws IOException {
        JournalAudit journal = new JournalAudit();
        long events = JournalReader.read(folder.journalCopy(), journal::on);
        ContactsAudit contacts = new ContactsAudit(journal::connectedAt);
        contacts.read(folder.contacts());
        out.println();
        out.println("The journal: " + journal.counts());
        out.println("Contacts: " + contacts.counts());
        out.println();
        check(
                "%,d events keep the rules of routing, nobody is forgotten, the numbers add up"
                        .formatted(events),
                journal.findings());
        long editions = EngineLog.editions(folder.log());
        long mixed = journal.counts().of(SoakFolder.MIXED);
        check(
                "calls ended in the flow that they began with, of which there were %,d editions"
                        .formatted(editions),
                mixed == 0 && editions > 1,
                "%,d did not, or there was only one edition".formatted(mixed));
        check(
                "begun again, the engine knows what its events say",
                JournalReader.begunAgain(folder.journal()).sameStateAs(journal.core()),
                "it knows something else");
        check("every contact adds up, and no call has two", contacts.findings());
        long ours = contacts.counts().of("who rang");
        check(
                "every call has its contact",
                ours >= answered && ours <= rang,
                "%,d contacts of %,d callers who rang, %,d of whom were answered"
                        .formatted(ours, rang, answered));
        long kept = contacts.counts().of(Outcome.CALLBACK_KEPT.name());
        long places = journal.counts().of("PlaceKept");
        check(
                "callers whose place was kept have contacts that say so",
                kept > 0 == places > 0 && kept <= places,
                "%,d places, %,d contacts".formatted(places, kept));
        check("the engine counted the contacts that it wrote", miscounted(contacts.counts()));
        log(EngineLog.read(folder.log()));
    }

    private List<String> miscounted(Counts written) {
        List<String> found = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            double counted =
                    meters.sum("strowger_contacts_total", "outcome=\"" + outcome.name() + "\"");
            if (counted != written.of(outcome.name())) {
                found.add(
                        "%s: %.0f counted, %d written"
                                .formatted(outcome, counted, written.of(outcome.name())));
            }
        }
        return found;
    }

    private void log(EngineLog log) {
        check(
                "the engine logged no error (and %,d warnings)".formatted(log.warningCount()),
                log.errors());
        log.warnings().forEach(line -> out.println("        " + line));
    }

    /// Says what is wrong; empty when all is well.
    List<String> close() {
        out.println();
        out.println(
                wrong.isEmpty()
                        ? "All went well."
                        : "NOT all went well: %d".formatted(wrong.size()));
        return List.copyOf(wrong);
    }
}
