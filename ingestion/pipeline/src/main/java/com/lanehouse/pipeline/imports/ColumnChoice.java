package com.lanehouse.pipeline.imports;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The column that was chosen for each role: the surest by its name among those that hold what the role asks for. A
 * column that has a role is not chosen for a later one, except that a load number may be anything that is unique.
 *
 * @param all the columns that could be chosen, in file order
 * @param chosen role → its column
 * @param read names of the columns that the draft reads; a city or state is not read where nothing else tells the place
 */
record ColumnChoice(List<ColumnSample> all, Map<ColumnRole, ColumnSample> chosen, Set<String> read) {
    ColumnChoice {
        all = List.copyOf(all);
        chosen = Map.copyOf(chosen);
        read = Set.copyOf(read);
    }

    static ColumnChoice among(List<ColumnSample> columns) {
        Map<ColumnRole, ColumnSample> chosen = new EnumMap<>(ColumnRole.class);
        Set<String> read = new HashSet<>();
        choose(List.of(ColumnRole.COMPANY_ID, ColumnRole.SEGMENT), columns, chosen, read);
        choosePlace(PlaceRoles.ORIGIN, columns, chosen, read);
        choosePlace(PlaceRoles.DESTINATION, columns, chosen, read);
        choose(
                List.of(
                        ColumnRole.EQUIPMENT,
                        ColumnRole.PICKUP,
                        ColumnRole.MILES,
                        ColumnRole.WEIGHT,
                        ColumnRole.PRICE,
                        ColumnRole.COST_ESTIMATE,
                        ColumnRole.CARRIER_COST,
                        ColumnRole.CURRENCY,
                        ColumnRole.FUEL_INCLUDED,
                        ColumnRole.CARRIER_ID),
                columns,
                chosen,
                read);
        chooseLoadId(columns, chosen, read);
        return new ColumnChoice(columns, chosen, read);
    }

    private static void choose(
            List<ColumnRole> turns,
            List<ColumnSample> columns,
            Map<ColumnRole, ColumnSample> chosen,
            Set<String> read) {
        for (ColumnRole role : turns) {
            role.named(columns).stream()
                    .filter(named -> !read.contains(named.name()))
                    .filter(role::fits)
                    .findFirst()
                    .ifPresent(column -> {
                        chosen.put(role, column);
                        read.add(column.name());
                    });
        }
    }

    private static void choosePlace(
            PlaceRoles place, List<ColumnSample> columns, Map<ColumnRole, ColumnSample> chosen, Set<String> read) {
        choose(place.all(), columns, chosen, read);
        if (!chosen.containsKey(place.zip()) && !chosen.containsKey(place.area())) {
            place.all().stream()
                    .filter(chosen::containsKey)
                    .forEach(role -> read.remove(chosen.get(role).name()));
        }
    }

    private static void chooseLoadId(
            List<ColumnSample> columns, Map<ColumnRole, ColumnSample> chosen, Set<String> read) {
        ColumnRole.LOAD_ID.named(columns).stream()
                .filter(column -> !column.values().isEmpty() && column.isUnique())
                .findFirst()
                .ifPresent(column -> {
                    chosen.put(ColumnRole.LOAD_ID, column);
                    read.add(column.name());
                });
    }

    Optional<ColumnSample> of(ColumnRole role) {
        return Optional.ofNullable(chosen.get(role));
    }

    /** Columns that could have been chosen for a role by their name, the surest first, whatever they hold. */
    List<ColumnSample> named(ColumnRole role) {
        return role.named(all);
    }

    /** Names the column that is called right but holds something else; empty when there is none. */
    String nearMiss(ColumnRole role, String wanted) {
        return named(role).stream()
                .filter(column -> !role.fits(column))
                .findFirst()
                .map(column -> "; %s %s".formatted(YamlText.quoted(column.name()), whatItHolds(column, wanted)))
                .orElse("");
    }

    private static String whatItHolds(ColumnSample column, String wanted) {
        return column.counts().keySet().stream()
                .findFirst()
                .map(value -> "does not hold %s but, for example, %s".formatted(wanted, YamlText.quoted(value)))
                .orElse("is blank");
    }

    /** Names of the columns that nothing reads, in file order. */
    List<String> unread() {
        return all.stream()
                .map(ColumnSample::name)
                .filter(name -> !read.contains(name))
                .toList();
    }
}
