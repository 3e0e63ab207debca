package org.strowger.engine;

import java.util.List;
import org.strowger.engine.alert.AlertRule;
import org.strowger.engine.alert.Webhook;
import org.strowger.engine.cluster.JournalRetention;
import org.strowger.engine.contact.ContactSettings;
import org.strowger.engine.dip.DipSettings;
import org.strowger.engine.recording.RecordingSettings;
import org.strowger.engine.recording.VoicemailSettings;

/// What the parts around the calls are told: what is asked of other systems, what is kept, and who
/// is told what.
public record AroundCalls(
        DipSettings dips,
        RecordingSettings recordings,
        VoicemailSettings voicemail,
        ContactSettings contacts,
        JournalRetention journal,
        List<AlertRule> alerts,
        List<Webhook> webhooks) {
    public AroundCalls {
        alerts = List.copyOf(alerts);
        webhooks = List.copyOf(webhooks);
    }
}
