package com.lanehouse.events.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts whose process is dead: what is in them is sent beside this process's own, then they are free again. */
final class LeftParts {
    private static final Logger LOG = LoggerFactory.getLogger(LeftParts.class);

    private final SpoolConfig config;
    private final Outlet outlet;
    private final List<Adopted> adopted = new CopyOnWriteArrayList<>();
    private Long looked;

    private record Adopted(Part part, Segments segments, PartSender sender) {}

    LeftParts(SpoolConfig config, Outlet outlet) {
        this.config = config;
        this.outlet = outlet;
    }

    /** To be called often, by one thread: takes parts that were left, lets go of those that are done. */
    void goOn() throws IOException {
        long now = System.nanoTime();
        if (looked == null || now - looked >= config.adoptEvery().toNanos()) {
            looked = now;
            for (Path folder : Part.folders(config.folder())) {
                look(folder);
            }
        }
        for (Adopted part : adopted) {
            part.segments().removeFinished();
            if (part.segments().isEmpty() && part.sender().hasEnded()) {
                adopted.remove(part);
                part.part().close();
            }
        }
    }

    private void look(Path folder) {
        try {
            Optional<Part> part = Part.left(folder);
            if (part.isPresent()) {
                adopt(part.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot send what was left in {}: {}", folder, e.toString());
        }
    }

    private void adopt(Part part) throws IOException {
        Segments segments;
        try {
            segments = Segments.left(part.files(), PartSender.topics(config));
        } catch (IOException | RuntimeException e) {
            part.close();
            throw e;
        }
        LOG.info("{} bytes of events were left in {} and are sent now", segments.bytesWaiting(), part.folder());
        PartSender sender = PartSender.start(part, segments, outlet, config);
        sender.finish();
        adopted.add(new Adopted(part, segments, sender));
    }

    long bytesWaiting() {
        return adopted.stream()
                .mapToLong(part -> part.segments().bytesWaiting())
                .sum();
    }

    Stream<String> failures() {
        return adopted.stream().flatMap(part -> part.sender().failures());
    }

    /** Ends soon, whatever is left. */
    void stop() {
        adopted.forEach(part -> part.sender().stop());
    }

    Stream<Thread> threads() {
        return adopted.stream().flatMap(part -> part.sender().threads());
    }

    /** Lets go of all; their threads must have ended. */
    void close() {
        for (Adopted part : adopted) {
            try {
                part.segments().removeFinished();
                part.part().close();
            } catch (IOException e) {
                LOG.warn("cannot let go of {}: {}", part.part().folder(), e.toString());
            }
        }
    }
}
