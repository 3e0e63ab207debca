package org.strowger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.contact.CallScript;
import org.strowger.engine.contact.ReadScreenPop;
import org.strowger.engine.contact.ReadScript;
import org.strowger.engine.contact.ScreenPop;
import org.strowger.engine.routing.QueueId;

/// The scripts and screen pops of a centre's queues, ready before a call needs them.
final class QueuePapers {
    private static final Logger LOG = LoggerFactory.getLogger(QueuePapers.class);

    private final SortedMap<QueueId, CallScript> scripts = new TreeMap<>();
    private final SortedMap<QueueId, ScreenPop> screenPops = new TreeMap<>();

    private QueuePapers() {}

    /// Those of settings that were read and found to be right; what has become unreadable since is
    /// told in the log, and agents do without it.
    static QueuePapers of(CentreRules rules) {
        QueuePapers papers = new QueuePapers();
        rules.queues()
                .forEach(
                        (queue, handling) -> {
                            handling.script().ifPresent(file -> papers.addScript(queue, file));
                            handling.screenPop().ifPresent(url -> papers.addScreenPop(queue, url));
                        });
        return papers;
    }

    private void addScript(QueueId queue, Path file) {
        try {
            String text = Files.readString(file);
            switch (CallScript.read(file.toString(), text, HandlingReader.namesIn(text))) {
                case ReadScript.Ok(var script) -> scripts.put(queue, script);
                case ReadScript.Refused(var problems) ->
                        LOG.warn("agents of {} have no script: {}", queue, problems);
            }
        } catch (IOException e) {
            LOG.warn("agents of {} have no script: {}", queue, file, e);
        }
    }

    private void addScreenPop(QueueId queue, String url) {
        switch (ScreenPop.read(url, HandlingReader.namesIn(url))) {
            case ReadScreenPop.Ok(var pop) -> screenPops.put(queue, pop);
            case ReadScreenPop.Refused(var mistakes) ->
                    LOG.warn("agents of {} have no screen pop: {}", queue, mistakes);
        }
    }

    Optional<CallScript> script(QueueId queue) {
        return Optional.ofNullable(scripts.get(queue));
    }

    Optional<ScreenPop> screenPop(QueueId queue) {
        return Optional.ofNullable(screenPops.get(queue));
    }
}
