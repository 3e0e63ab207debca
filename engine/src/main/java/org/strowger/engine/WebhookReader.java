package org.strowger.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.alert.Secret;
import org.strowger.engine.alert.Webhook;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads where events are sent to.
final class WebhookReader {
    private static final int MOST = 100;

    private final SettingsFolder folder;

    WebhookReader(SettingsFolder folder) {
        this.folder = folder;
    }

    List<Webhook> read(YamlValue list) {
        List<YamlValue> items = list.list();
        if (items.size() > MOST) {
            list.refuse("expected " + MOST + " webhooks at most, but found " + items.size());
            return List.of();
        }
        List<Webhook> webhooks = new ArrayList<>();
        items.forEach(item -> webhook(item.map()).ifPresent(webhooks::add));
        return webhooks;
    }

    private Optional<Webhook> webhook(YamlMap map) {
        Optional<URI> url = url(map.required("url"));
        SortedSet<Webhook.Kind> events = events(map.required("events"));
        YamlValue said = map.optional("secret_file");
        Optional<Secret> secret = SecretFile.of(said, folder).flatMap(file -> secret(said, file));
        return url.filter(_ -> !events.isEmpty()).map(to -> new Webhook(to, events, secret));
    }

    /// The address can hold a token, so it is in no message.
    private static Optional<URI> url(YamlValue value) {
        try {
            Optional<String> text = value.text();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            URI url = new URI(text.get());
            Optional<String> why = Webhook.refusal(url);
            why.ifPresent(value::refuse);
            return why.isPresent() ? Optional.empty() : Optional.of(url);
        } catch (URISyntaxException e) {
            value.refuse("a webhook's url must be a URL: " + e.getReason());
            return Optional.empty();
        }
    }

    private static SortedSet<Webhook.Kind> events(YamlValue list) {
        NavigableSet<Webhook.Kind> events = new TreeSet<>();
        list.list().forEach(item -> item.oneOf(Webhook.Kind.class).ifPresent(events::add));
        if (list.isList() && list.list().isEmpty()) {
            list.refuse("expected at least one kind of event");
        }
        return events;
    }

    private static Optional<Secret> secret(YamlValue value, Path file) {
        try {
            return Optional.of(Secret.of(Files.readString(file).strip()));
        } catch (IOException e) {
            value.refuse("the file " + file + " cannot be read: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            value.refuse("the file " + file + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
