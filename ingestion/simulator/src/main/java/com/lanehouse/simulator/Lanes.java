package com.lanehouse.simulator;

import com.lanehouse.warehouse.reference.ZipCode;
import com.lanehouse.warehouse.reference.ZipCodes;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The freight metros and how freight chooses between them: big ones often, near ones more often than far ones. */
final class Lanes {
    private static final int ZIPS_PER_METRO = 6;
    private static final double SHORTEST_MILES = 60;
    private static final double DISTANCE_EXPONENT = 0.7;
    static final double CIRCUITY = 1.17;

    private final List<Metro> metros;
    private final double[] originWeights;
    private final double[][] destinationWeights;
    private final long root;

    private Lanes(List<Metro> metros, long root) {
        this.metros = List.copyOf(metros);
        this.root = root;
        this.originWeights = metros.stream().mapToDouble(Metro::weight).toArray();
        this.destinationWeights = new double[metros.size()][metros.size()];
        for (int from = 0; from < metros.size(); from++) {
            for (int to = 0; to < metros.size(); to++) {
                double miles = miles(
                        metros.get(from).zips().getFirst(),
                        metros.get(to).zips().getFirst());
                destinationWeights[from][to] =
                        miles < SHORTEST_MILES ? 0 : metros.get(to).weight() / StrictMath.pow(miles, DISTANCE_EXPONENT);
            }
        }
    }

    static Lanes load(long root) {
        TreeMap<String, List<ZipCode>> byArea = new TreeMap<>();
        for (ZipCode zip : ZipCodes.load().all()) {
            byArea.computeIfAbsent(zip.area(), area -> new ArrayList<>()).add(zip);
        }
        List<Metro> metros = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        Lanes.class.getResourceAsStream("freight_metros.csv"), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : csv) {
                String area = line.getField("area");
                metros.add(new Metro(
                        area,
                        Double.parseDouble(line.getField("weight")),
                        Double.parseDouble(line.getField("outbound")),
                        Double.parseDouble(line.getField("inbound")),
                        spread(byArea.getOrDefault(area, List.of()))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read freight_metros.csv", e);
        }
        return new Lanes(metros, root);
    }

    private static List<ZipCode> spread(List<ZipCode> zips) {
        List<ZipCode> some = new ArrayList<>();
        int count = Math.min(ZIPS_PER_METRO, zips.size());
        for (int i = 0; i < count; i++) {
            some.add(zips.get(i * zips.size() / count));
        }
        return some;
    }

    List<Metro> metros() {
        return metros;
    }

    Metro drawMetro(Chance chance) {
        return metros.get(chance.weighted(originWeights));
    }

    Lane draw(Chance chance, Equipment equipment) {
        return drawFrom(drawMetro(chance), chance, equipment);
    }

    Lane drawFrom(Metro from, Chance chance, Equipment equipment) {
        Metro to = metros.get(chance.weighted(destinationWeights[metros.indexOf(from)]));
        ZipCode origin = chance.pick(from.zips());
        ZipCode destination = chance.pick(to.zips());
        return new Lane(from, origin, to, destination, equipment, miles(origin, destination));
    }

    /** Great circle times circuity, which differs a little between pairs of ZIP codes but never for the same pair. */
    double miles(ZipCode origin, ZipCode destination) {
        long first = Long.parseLong(origin.zip());
        long second = Long.parseLong(destination.zip());
        double variation = 0.03
                * Math.clamp(
                        Chance.fixedGaussian(root, "circuity", Math.min(first, second), Math.max(first, second)),
                        -2,
                        2);
        return Math.round(origin.greatCircleMilesTo(destination) * (CIRCUITY + variation) * 10) / 10.0;
    }
}
