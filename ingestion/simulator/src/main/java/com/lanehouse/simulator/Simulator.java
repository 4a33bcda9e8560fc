package com.lanehouse.simulator;

import static java.util.Objects.requireNonNull;

import com.lanehouse.warehouse.reference.DieselPrices;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Simulates a freight brokerage's platform: its customers, quotes, loads, carriers and its own operation, as CloudEvents
 * in order of arrival.
 *
 * <p>How customers answer to prices, what loads truly cost, what drives conversion and churn is stated in the truth
 * file's first line: a quote is booked with probability {@code sigmoid(logit(0.30) − slope × (ln(price ÷ median cost) +
 * ln(0.85)))}, slope 6 (smb), 8 (mid_market), 10 (enterprise); a carrier's cost is the median × exp(noise), standard
 * deviation 0.07 (van), 0.09 (reefer), 0.11 (flatbed). About 1 % of the events are late, 1 % duplicated, 1 % followed by
 * a broken line.
 */
public final class Simulator {
    private Simulator() {}

    /**
     * Writes the history to {@code out} and the hidden truth beside it. Both appear whole or not at all; an earlier
     * history of the same name is replaced.
     *
     * @param out NDJSON; gzip when the name ends in {@code .gz}. The truth goes to the same name without
     *     {@code .ndjson} and {@code .gz} plus {@code .truth.ndjson}, never compressed
     * @param progress told after each day
     * @throws UncheckedIOException when a file cannot be written; nothing is left behind
     */
    public static SimulationReport run(SimulationConfig config, Path out, SimulationProgress progress) {
        requireNonNull(config, "config is null");
        requireNonNull(out, "out is null");
        requireNonNull(progress, "progress is null");
        refuseUnwritable(out);
        Path truth = truthBeside(out);
        Path eventsPart = partOf(out);
        Path truthPart = partOf(truth);
        try {
            SimulationReport report = write(config, out, truth, eventsPart, truthPart, progress);
            Files.move(truthPart, truth, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(eventsPart, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history to %s: %s".formatted(out, e), e);
        } finally {
            discard(eventsPart);
            discard(truthPart);
        }
    }

    private static void refuseUnwritable(Path out) {
        String trouble = null;
        if (out.getFileName() == null || Files.isDirectory(out)) {
            trouble = "this is a folder, name a file in it";
        } else if (!Files.isDirectory(out.toAbsolutePath().getParent())) {
            trouble = "its folder does not exist";
        }
        if (trouble != null) {
            String message = "cannot write the history to %s: %s".formatted(out, trouble);
            throw new UncheckedIOException(message, new FileSystemException(out.toString(), null, trouble));
        }
    }

    static Path truthBeside(Path out) {
        String name = out.getFileName().toString();
        name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        name = name.endsWith(".ndjson") ? name.substring(0, name.length() - 7) : name;
        return out.resolveSibling(name + ".truth.ndjson");
    }

    // The process number keeps two simulations apart that write to one name.
    private static Path partOf(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove %s".formatted(part), e);
        }
    }

    private static SimulationReport write(
            SimulationConfig config,
            Path out,
            Path truthPath,
            Path eventsPart,
            Path truthPart,
            SimulationProgress progress)
            throws IOException {
        try (OutputStream eventStream = open(eventsPart, out.toString().endsWith(".gz"));
                TruthFile truth = new TruthFile(open(truthPart, false))) {
            long root = World.rootOf(config);
            Window window = new Window(config.start(), config.days());
            EventWriter events = new EventWriter(root, window, config.families(), eventStream);
            World world = new World(config, window, root, World.tagOf(root), events);
            simulate(world, truth, progress);
            Map<String, Long> byType = events.eventsByType();
            long count = byType.values().stream().mapToLong(Long::longValue).sum();
            return new SimulationReport(
                    count, byType, events.late(), events.duplicated(), events.broken(), out, truthPath);
        }
    }

    // A gzip header written by the JDK carries no time, so the same history gives the same bytes.
    private static OutputStream open(Path path, boolean compressed) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        return compressed ? new GZIPOutputStream(file, 1 << 16) : file;
    }

    private static void simulate(World world, TruthFile truth, SimulationProgress progress) throws IOException {
        Agenda agenda = new Agenda();
        Lanes lanes = Lanes.load(world.root());
        CostTruth costs = new CostTruth(DieselPrices.load());
        Companies companies = new Companies(world, lanes);
        SubscriptionMarket subscriptions = new SubscriptionMarket(world, companies, agenda);
        GrowthMarket growth = new GrowthMarket(world, companies, subscriptions, agenda);
        CarrierMarket carriers = new CarrierMarket(world, lanes, new CertificateMarket(world, InsuranceFilings.load()));
        AuditTrail audit = new AuditTrail(world);
        ComplianceLife compliance = new ComplianceLife(world, companies, audit);

        subscriptions.founders();
        PricingExperiment experiment = new PricingExperiment(world, companies.all());
        carriers.founders();
        for (int day = -SubscriptionMarket.WARM_UP_DAYS; day < 0; day++) {
            agenda.run(day);
            growth.day(day);
            subscriptions.day(day);
        }

        LoadMarket loads = new LoadMarket(world, carriers, audit);
        RateTraffic rates = new RateTraffic(world, companies, lanes, costs);
        QuoteMarket quotes = new QuoteMarket(world, companies, lanes, costs, loads, rates, experiment, audit, truth);
        UsageMeter usage = new UsageMeter(world, companies);
        PlatformNoise platform = new PlatformNoise(world, companies, compliance);
        truth.parameters(world, lanes, experiment);
        int days = world.window().days();
        for (int day = 0; day < days; day++) {
            agenda.run(day);
            growth.day(day);
            carriers.day(day);
            quotes.day(day);
            rates.day(day);
            usage.day(day);
            compliance.day(day);
            platform.day(day);
            subscriptions.day(day);
            world.events().drain(world.window().startOf(day + 1) - 1);
            progress.day(day + 1, days);
        }
    }
}
