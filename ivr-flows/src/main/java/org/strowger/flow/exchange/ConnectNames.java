package org.strowger.flow.exchange;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Names for the parts of an Amazon Connect flow, which itself has mostly numbers for them.
final class ConnectNames {
    private static final String NUMBER =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static final Map<String, String> KINDS =
            Map.of(
                    "MessageParticipant", "say",
                    "GetParticipantInput", "input",
                    "TransferContactToQueue", "queue",
                    "CheckHoursOfOperation", "hours",
                    "Compare", "check",
                    "UpdateContactAttributes", "set",
                    "DistributeByPercentage", "split",
                    "InvokeLambdaFunction", "lambda",
                    "TransferParticipantToThirdParty", "transfer");

    private final SourceValue metadata;

    ConnectNames(SourceValue metadata) {
        this.metadata = metadata;
    }

    /// What a node made of an action is called.
    static String nodeName(ConnectAction action) {
        if (!action.id().matches(NUMBER)) {
            return action.id();
        }
        String words = action.type().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return KINDS.getOrDefault(action.type(), words.toLowerCase(Locale.ROOT));
    }

    /// What people call the thing a parameter names by its number.
    String displayName(ConnectAction action, String parameter, String number) {
        SourceValue about = metadata.field("ActionMetadata").field(action.id());
        return about.field("parameters")
                .field(parameter)
                .text("displayName")
                .or(() -> about.field("queue").text("text"))
                .or(() -> about.field("Hours").text("text"))
                .orElseGet(() -> lastPart(number));
    }

    private static String lastPart(String number) {
        return number.substring(number.lastIndexOf('/') + 1);
    }

    /// The flow's own name.
    Optional<String> flowName() {
        return metadata.text("name");
    }
}
