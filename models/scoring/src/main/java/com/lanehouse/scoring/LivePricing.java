package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pricing in force, read from its file whenever that changes. A file that is wrong changes nothing: what was in force
 * stays. Every change is an audited event with both texts; a copy of what is in force lies beside the lake, so that a
 * change made while no service ran is noticed, too.
 */
final class LivePricing {
    private static final Logger LOG = LoggerFactory.getLogger(LivePricing.class);

    private final Optional<Path> file;
    private final Path inForce;
    private final RateEvents events;
    private final Clock clock;
    private String text;
    /** What was seen last and is not in force: perhaps somebody is still writing it. */
    private String seen;

    private volatile Pricing pricing;
    private volatile String failure;

    private LivePricing(Optional<Path> file, Path inForce, RateEvents events, Clock clock) {
        this.file = file;
        this.inForce = inForce;
        this.events = requireNonNull(events, "events is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Reads the pricing for the first time.
     *
     * @param file none: a margin of 0.15 and no guardrails
     * @throws IllegalArgumentException when the file is wrong, naming the entry
     */
    static LivePricing open(Path lake, Optional<Path> file, RateEvents events, Clock clock) {
        LivePricing live = new LivePricing(file, lake.resolve("_service").resolve(inForce(file)), events, clock);
        try {
            String now = live.read();
            Pricing read = pricing(file, now);
            String before = Files.exists(live.inForce) ? Files.readString(live.inForce) : "";
            live.put(now, read, before);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pricing", e);
        }
        return live;
    }

    Pricing current() {
        return pricing;
    }

    /** Why the file as it is now is not in force; empty when it is. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Of each file a copy of its own: services with different ones may share a lake. */
    private static String inForce(Optional<Path> file) {
        return file.map(path -> "pricing-in-force-%s.yaml"
                        .formatted(UUID.nameUUIDFromBytes(
                                path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8))))
                .orElse("pricing-in-force.yaml");
    }

    /** Looks whether the file has changed. What is there is in force once it was the same at two looks. */
    synchronized void refresh() {
        try {
            String now = read();
            boolean settled = now.equals(seen);
            seen = now;
            if (now.equals(text)) {
                failure = null;
            } else if (settled) {
                put(now, pricing(file, now), text);
                failure = null;
            }
        } catch (IOException | RuntimeException e) {
            if (!e.toString().equals(failure)) {
                LOG.warn("the pricing stays as it was: {}", e.getMessage());
            }
            failure = e.toString();
        }
    }

    private String read() throws IOException {
        return file.isEmpty() ? "" : Files.readString(file.orElseThrow());
    }

    private static Pricing pricing(Optional<Path> file, String text) {
        if (file.isPresent() && text.isBlank()) {
            // Perhaps somebody is writing it.
            throw new IllegalArgumentException(
                    file.orElseThrow() + " is empty; leave out --pricing for the usual margin");
        }
        try {
            return Pricing.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.map(Path::toString).orElse("pricing") + ": " + e.getMessage());
        }
    }

    private void put(String now, Pricing read, String before) throws IOException {
        if (!now.equals(before)) {
            events.keep(changed(before, now));
            keep(now);
            LOG.info("another pricing is in force");
        }
        text = now;
        pricing = read;
    }

    private byte[] changed(String before, String now) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("actor", System.getProperty("user.name", "unknown"))
                .put("action", "pricing.changed")
                .put("resource_type", "pricing")
                .put(
                        "resource_id",
                        file.map(path -> path.getFileName().toString()).orElse("usual"));
        data.putObject("details").put("before", before).put("after", now);
        return CloudEvents.json(identity(before, now), "audit.recorded", "pricing", null, clock.instant(), data);
    }

    /** Of two services with the same file both see its change: it is one event. */
    private String identity(String before, String now) {
        try {
            String when = file.isEmpty()
                    ? clock.instant().toString()
                    : placedAt(file.orElseThrow()).toInstant().toString();
            return UUID.nameUUIDFromBytes(("pricing.changed %s %s %s %s".formatted(inForce, when, before, now))
                            .getBytes(StandardCharsets.UTF_8))
                    .toString();
        } catch (IOException e) {
            // It was there a moment ago: then this is another change.
            return UUID.randomUUID().toString();
        }
    }

    /** When the file came to its place, where the system knows: one that is moved back keeps the time it was written. */
    private static FileTime placedAt(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(file, "unix:ctime")
                : Files.getLastModifiedTime(file);
    }

    /** Whole or not at all. */
    private void keep(String now) throws IOException {
        Files.createDirectories(inForce.getParent());
        Path next = inForce.resolveSibling(
                inForce.getFileName() + "." + ProcessHandle.current().pid());
        Files.write(next, now.getBytes(StandardCharsets.UTF_8));
        Files.move(next, inForce, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
