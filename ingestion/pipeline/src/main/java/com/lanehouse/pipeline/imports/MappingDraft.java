package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A first mapping of a file that nobody has described yet. What the file proves is written down; what it only suggests
 * is written down as a GUESS; what it does not tell is left as a commented line with {@code ???}, so that the mapping
 * cannot be used before somebody has said it.
 */
public final class MappingDraft {
    private static final Map<String, String> EQUIPMENT = Map.ofEntries(
            Map.entry("v", "van"),
            Map.entry("van", "van"),
            Map.entry("dry van", "van"),
            Map.entry("dry", "van"),
            Map.entry("dv", "van"),
            Map.entry("r", "reefer"),
            Map.entry("rf", "reefer"),
            Map.entry("reefer", "reefer"),
            Map.entry("refrigerated", "reefer"),
            Map.entry("f", "flatbed"),
            Map.entry("fb", "flatbed"),
            Map.entry("flat", "flatbed"),
            Map.entry("flatbed", "flatbed"));
    private static final Map<String, String> SEGMENTS = Map.of(
            "smb",
            "smb",
            "small",
            "smb",
            "mid_market",
            "mid_market",
            "mid market",
            "mid_market",
            "enterprise",
            "enterprise");
    private static final Map<String, String> TRUTH = Map.of(
            "true", "true", "yes", "true", "y", "true", "1", "true", "false", "false", "no", "false", "n", "false", "0",
            "false");
    private static final BigDecimal MOST_PER_MILE = BigDecimal.valueOf(25);
    private static final int MOST_NAMED = 12;

    private final Path csv;
    private final CsvSample sample;
    private final char decimalMark;
    private final Set<String> read = new HashSet<>();
    private final StringBuilder yaml = new StringBuilder();

    private MappingDraft(Path csv, CsvSample sample) {
        this.csv = csv;
        this.sample = sample;
        this.decimalMark = NumberGuess.of(numberColumns()).decimalMark();
    }

    /**
     * Looks at a file's header and first rows.
     *
     * @return the text of a mapping, each guess and gap explained in a comment
     * @throws ImportException when there is no such file or it is not CSV
     */
    public static String of(Path csv) {
        requireNonNull(csv, "csv is null");
        return new MappingDraft(csv, CsvSample.read(csv)).write();
    }

    private List<ColumnSample> numberColumns() {
        return Stream.of(
                        ColumnRole.MILES,
                        ColumnRole.WEIGHT,
                        ColumnRole.CARRIER_COST,
                        ColumnRole.PRICE,
                        ColumnRole.COST_ESTIMATE)
                .flatMap(role -> role.named(sample.columns()).stream().filter(role::fits))
                .distinct()
                .toList();
    }

    private String write() {
        top();
        file();
        company();
        place("origin", ColumnRole.ORIGIN_ZIP, ColumnRole.ORIGIN_AREA, ColumnRole.ORIGIN_CITY, ColumnRole.ORIGIN_STATE);
        place(
                "destination",
                ColumnRole.DESTINATION_ZIP,
                ColumnRole.DESTINATION_AREA,
                ColumnRole.DESTINATION_CITY,
                ColumnRole.DESTINATION_STATE);
        equipment();
        pickup();
        Optional<ColumnSample> miles = miles();
        weight();
        amounts(miles);
        carrier();
        loadId();
        rest();
        return yaml.toString();
    }

    private void top() {
        String rows = sample.whole() ? "all %,d rows" : "the first %,d rows";
        comment("A first mapping of %s, made by looking at its header and %s."
                .formatted(YamlText.quoted(name()), rows.formatted(sample.rows())));
        comment("What only you know is a line that begins with # and holds ???: write it and take the # away.");
        comment("GUESS marks what the file does not prove. Every key is explained in docs/import-loads.md.");
        if (sample.otherWidth() > 0) {
            comment("%,d rows have more or fewer columns than the header; they will be rejected (wrong_columns)."
                    .formatted(sample.otherWidth()));
        }
        long data = sample.columns().stream()
                .filter(column -> NumberGuess.isNumber(column.name()) || DateGuess.isDate(column.name()))
                .count();
        if (2 * data > sample.columns().size()) {
            comment("GUESS: the first line looks like a load, not like names of columns; add a header line.");
        }
        sample.header()
                .repeated()
                .forEach((name, numbered) -> comment("The header has %s %d times; here they are %s."
                        .formatted(
                                YamlText.quoted(name),
                                numbered.size(),
                                numbered.stream().map(YamlText::quoted).collect(joining(", ")))));
        yaml.append('\n');
    }

    private void file() {
        line("source", YamlText.scalar("import/" + stem()));
        if (!sample.format().charset().equals(StandardCharsets.UTF_8)) {
            comment("GUESS: the file is not UTF-8; look whether accents come out right.");
        }
        NumberGuess numbers = NumberGuess.of(numberColumns());
        if (!numbers.provesAMark() && numbers.either() > 0) {
            comment("GUESS: nothing proves the decimal mark; %,d numbers are others with the other mark."
                    .formatted(numbers.either()));
        }
        line(
                "csv",
                "{delimiter: %s, decimal: \"%s\", charset: %s}"
                        .formatted(
                                YamlText.scalar(String.valueOf(sample.format().delimiter())),
                                decimalMark,
                                sample.format().charset().name()));
        yaml.append('\n');
    }

    private void company() {
        textOrGap(
                "company-id",
                ColumnRole.COMPANY_ID,
                "{constant: \"???\"}",
                "the company that shipped: no column names it");
        choiceOrGap(
                "segment",
                ColumnRole.SEGMENT,
                SEGMENTS,
                "smb, mid_market or enterprise: how large that company is; no column looks like it");
        yaml.append('\n');
    }

    private void place(String key, ColumnRole zip, ColumnRole area, ColumnRole city, ColumnRole state) {
        Map<String, ColumnSample> parts = new LinkedHashMap<>();
        fitting(zip).ifPresent(column -> parts.put("zip", column));
        fitting(area).ifPresent(column -> parts.put("area", column));
        boolean told = !parts.isEmpty();
        fitting(city).ifPresent(column -> parts.put("city", column));
        fitting(state).ifPresent(column -> parts.put("state", column));
        if (told) {
            ColumnSample zips = parts.get("zip");
            if (zips != null && zips.values().stream().anyMatch(value -> value.length() == 4)) {
                comment("ZIP codes of four digits have lost their zero in a spreadsheet; those rows will be rejected.");
            }
            line(key, parts(parts));
            return;
        }
        String why = "no column looks like the ZIP code or market area of the " + key + nearMiss(zip, "ZIP codes");
        parts.values().forEach(column -> read.remove(column.name()));
        gap(key, "{zip: {column: \"???\"}%s}".formatted(parts.isEmpty() ? "" : ", " + inner(parts)), why);
    }

    private static String parts(Map<String, ColumnSample> parts) {
        return "{%s}".formatted(inner(parts));
    }

    private static String inner(Map<String, ColumnSample> parts) {
        return parts.entrySet().stream()
                .map(part -> "%s: {column: %s}"
                        .formatted(
                                part.getKey(), YamlText.scalar(part.getValue().name())))
                .collect(joining(", "));
    }

    private void equipment() {
        Optional<ColumnSample> column = fitting(ColumnRole.EQUIPMENT);
        if (column.isEmpty()) {
            gap(
                    "equipment",
                    "{column: \"???\", values: {V: van, R: reefer, F: flatbed}}",
                    "no column looks like equipment" + nearMiss(ColumnRole.EQUIPMENT, "a few words"));
            return;
        }
        Map<String, Integer> words = foldedCounts(column.get());
        if (words.keySet().stream().noneMatch(word -> EQUIPMENT.containsKey(folded(word)))) {
            comment("If the words are masked codes: equipment: {column: %s, by-frequency: [van, reefer, flatbed]}"
                    .formatted(YamlText.scalar(column.get().name())));
        }
        comment("Write van, reefer or flatbed for each word, or take its line away: then its rows are rejected.");
        yaml.append("equipment:\n  column: %s\n"
                .formatted(YamlText.scalar(column.get().name())));
        values(words, EQUIPMENT);
        yaml.append('\n');
    }

    /** The words of a column below its key: those that are known, and those that wait for the user. */
    private void values(Map<String, Integer> words, Map<String, String> known) {
        yaml.append("  values:\n");
        words.forEach((word, rows) -> {
            String ours = known.get(folded(word));
            yaml.append("    %s: %s  # %,d rows%s\n"
                    .formatted(
                            YamlText.scalar(word),
                            ours == null ? "\"%s\"".formatted(MappingNode.OPEN) : ours,
                            rows,
                            ours == null || folded(word).equals(ours) ? "" : ", GUESS"));
        });
    }

    private static Map<String, Integer> foldedCounts(ColumnSample column) {
        Map<String, String> spelling = new LinkedHashMap<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        column.counts().forEach((word, count) -> {
            spelling.putIfAbsent(folded(word), word);
            rows.merge(folded(word), count, Integer::sum);
        });
        Map<String, Integer> words = new LinkedHashMap<>();
        rows.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(word -> words.put(spelling.get(word.getKey()), word.getValue()));
        return words;
    }

    private static String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private void pickup() {
        Optional<ColumnSample> column = fitting(ColumnRole.PICKUP);
        Map<String, DateGuess> dates = new LinkedHashMap<>();
        if (column.isEmpty()) {
            sample.columns().forEach(other -> DateGuess.of(other).ifPresent(guess -> dates.put(other.name(), guess)));
        }
        if (column.isEmpty()) {
            String found = dates.isEmpty()
                    ? nearMiss(ColumnRole.PICKUP, "dates in a format that is known here")
                    : "; dates are in " + named(dates);
            gap(
                    "pickup",
                    "{column: \"???\", format: yyyy-MM-dd}",
                    "no column looks like the day of the pickup" + found);
            return;
        }
        DateGuess guess = DateGuess.of(column.get()).orElseThrow();
        guess.notes().forEach(this::comment);
        unread(guess).ifPresent(this::comment);
        String zone = "";
        if (guess.formats().stream()
                .anyMatch(format -> format.pattern().matches(".*[Hh].*")
                        && !format.pattern().contains("X"))) {
            comment("GUESS: the clock is UTC; write the time zone of your times, such as America/Chicago.");
            zone = ", zone: UTC";
        }
        line(
                "pickup",
                "{column: %s, format: %s%s}"
                        .formatted(YamlText.scalar(column.get().name()), formats(guess), zone));
    }

    private static String named(Map<String, DateGuess> dates) {
        return dates.entrySet().stream()
                .limit(MOST_NAMED)
                .map(entry -> YamlText.quoted(entry.getKey()) + " (" + formats(entry.getValue()) + ")")
                .collect(joining(", "));
    }

    private static String formats(DateGuess guess) {
        List<String> patterns = guess.formats().stream()
                .map(format ->
                        format.pattern().contains(",") || format.pattern().contains(":")
                                ? "\"%s\"".formatted(format.pattern())
                                : format.pattern())
                .toList();
        return patterns.size() == 1 ? patterns.getFirst() : "[%s]".formatted(String.join(", ", patterns));
    }

    private static Optional<String> unread(DateGuess guess) {
        if (guess.unread().isEmpty()) {
            return Optional.empty();
        }
        int rows = guess.unread().values().stream().mapToInt(Integer::intValue).sum();
        return Optional.of("%,d rows hold no date, such as %s; they will be rejected (bad_pickup)."
                .formatted(
                        rows, YamlText.quoted(guess.unread().keySet().iterator().next())));
    }

    private Optional<ColumnSample> miles() {
        Optional<ColumnSample> column = fitting(ColumnRole.MILES);
        column.ifPresentOrElse(
                miles -> number(
                        "miles",
                        miles,
                        ", unit: " + (miles.isNamed("km|kms|kilomet(?:er|re)s?") ? "km" : "mi"),
                        miles.isNamed("km|kms|kilomet(?:er|re)s?|miles|mileage|mi")
                                ? Optional.empty()
                                : Optional.of("GUESS: miles, the header names no unit (mi or km).")),
                () -> gap(
                        "miles",
                        "{column: \"???\"}",
                        "no column looks like miles" + nearMiss(ColumnRole.MILES, "numbers")));
        return column;
    }

    private void weight() {
        fitting(ColumnRole.WEIGHT)
                .ifPresentOrElse(
                        weight -> number(
                                "weight",
                                weight,
                                ", unit: " + (weight.isNamed("kgs?|kilograms?|kilos?") ? "kg" : "lb"),
                                weight.isNamed("kgs?|kilograms?|kilos?|lbs?|pounds?")
                                        ? Optional.empty()
                                        : Optional.of("GUESS: pounds, the header names no unit (lb or kg).")),
                        () -> gap(
                                "weight",
                                "{column: \"???\", unit: lb}",
                                "may be left out; no column looks like weight"
                                        + nearMiss(ColumnRole.WEIGHT, "numbers")));
        yaml.append('\n');
    }

    private void amounts(Optional<ColumnSample> miles) {
        Optional<ColumnSample> price = fitting(ColumnRole.PRICE);
        Optional<ColumnSample> estimate = fitting(ColumnRole.COST_ESTIMATE);
        Optional<ColumnSample> cost = fitting(ColumnRole.CARRIER_COST);
        if (cost.isEmpty()) {
            gap(
                    "carrier-cost",
                    "{column: \"???\"}",
                    "no column looks like what the carrier was paid" + nearMiss(ColumnRole.CARRIER_COST, "numbers"));
        } else if (miles.isPresent() && isPerMile(cost.get())) {
            comment("GUESS: %s is an amount for each mile, so the cost of the load is the product."
                    .formatted(YamlText.quoted(cost.get().name())));
            notNumbers("carrier-cost", cost.get());
            line(
                    "carrier-cost",
                    "{multiply: [%s, %s]}"
                            .formatted(
                                    YamlText.scalar(cost.get().name()),
                                    YamlText.scalar(miles.get().name())));
        } else {
            number("carrier-cost", cost.get(), "", Optional.empty());
        }
        price.ifPresent(column -> number("price", column, "", Optional.empty()));
        estimate.ifPresent(column -> number("cost-estimate", column, "", Optional.empty()));
        fitting(ColumnRole.CURRENCY)
                .ifPresentOrElse(
                        column -> line("currency", column(column)),
                        () -> currencyInName(cost)
                                .ifPresentOrElse(code -> line("currency", "{constant: %s}".formatted(code)), () -> {
                                    comment("GUESS: dollars, the file names no currency.");
                                    line("currency", "{constant: USD}");
                                }));
        choiceOrGap(
                "fuel-included",
                ColumnRole.FUEL_INCLUDED,
                TRUTH,
                "true or false: whether fuel is inside the amounts; no column looks like it");
        yaml.append('\n');
    }

    private boolean isPerMile(ColumnSample cost) {
        if (cost.isNamed("per mile|per mi|rpm")) {
            return true;
        }
        List<BigDecimal> amounts = cost.values().stream()
                .map(value -> NumberGuess.read(value, markOf(cost)))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return cost.isNamed("rate")
                && !amounts.isEmpty()
                && amounts.get(amounts.size() / 2).compareTo(MOST_PER_MILE) < 0;
    }

    private static Optional<String> currencyInName(Optional<ColumnSample> cost) {
        return cost.flatMap(column -> Stream.of("usd", "cad", "mxn", "eur", "gbp")
                .filter(column::isNamed)
                .map(code -> code.toUpperCase(Locale.ROOT))
                .findFirst());
    }

    private void carrier() {
        textOrGap(
                "carrier-id",
                ColumnRole.CARRIER_ID,
                "{constant: \"???\"}",
                "the carrier: no column names it; a constant such as unknown will do");
    }

    private void loadId() {
        List<ColumnSample> named = ColumnRole.LOAD_ID.named(sample.columns());
        Optional<ColumnSample> unique = named.stream()
                .filter(column -> !column.values().isEmpty() && column.isUnique())
                .findFirst();
        if (unique.isPresent()) {
            read.add(unique.get().name());
            if (!sample.whole()) {
                comment("GUESS: no number comes twice in the rows that were looked at.");
            }
            line("load-id", column(unique.get()));
        } else {
            gap(
                    "load-id",
                    "{column: \"???\"}",
                    "may be left out; "
                            + (named.isEmpty()
                                    ? "no column looks like your number of the load"
                                    : "%s is blank or comes twice in some rows"
                                            .formatted(YamlText.quoted(
                                                    named.getFirst().name()))));
        }
    }

    private void rest() {
        List<String> unread = sample.columns().stream()
                .map(ColumnSample::name)
                .filter(name -> !read.contains(name))
                .map(YamlText::quoted)
                .toList();
        if (!unread.isEmpty()) {
            yaml.append('\n');
            comment("Columns that are not read: %s%s"
                    .formatted(
                            unread.stream().limit(MOST_NAMED * 5L).collect(joining(", ")),
                            unread.size() > MOST_NAMED * 5 ? ", …" : ""));
        }
    }

    private void textOrGap(String key, ColumnRole role, String open, String why) {
        fitting(role).ifPresentOrElse(column -> line(key, column(column)), () -> gap(key, open, why));
    }

    private void choiceOrGap(String key, ColumnRole role, Map<String, String> known, String why) {
        fitting(role)
                .ifPresentOrElse(
                        column -> {
                            yaml.append("%s:\n  column: %s\n".formatted(key, YamlText.scalar(column.name())));
                            values(foldedCounts(column), known);
                        },
                        () -> gap(key, "{constant: \"???\"}", why));
    }

    private void number(String key, ColumnSample column, String unit, Optional<String> guess) {
        guess.ifPresent(this::comment);
        notNumbers(key, column);
        String decimal = markOf(column) == decimalMark ? "" : ", decimal: \"%s\"".formatted(markOf(column));
        line(key, "{column: %s%s%s}".formatted(YamlText.scalar(column.name()), unit, decimal));
    }

    private char markOf(ColumnSample column) {
        NumberGuess numbers = NumberGuess.of(List.of(column));
        return numbers.provesAMark() ? numbers.decimalMark() : decimalMark;
    }

    private void notNumbers(String key, ColumnSample column) {
        char mark = markOf(column);
        column.firstUnlike(value -> NumberField.parse(value, mark).isPresent())
                .ifPresent(value -> comment("%,d rows hold no number, such as %s; they will be rejected (bad_%s)%s."
                        .formatted(
                                column.unlike(
                                        other -> NumberField.parse(other, mark).isPresent()),
                                YamlText.quoted(value),
                                TextField.reasonName(key),
                                NumberGuess.hasCurrencySign(value) ? ": take the currency sign out of the file" : "")));
    }

    private static String column(ColumnSample column) {
        return "{column: %s}".formatted(YamlText.scalar(column.name()));
    }

    /** The surest column for a role; from then on it is taken. */
    private Optional<ColumnSample> fitting(ColumnRole role) {
        Optional<ColumnSample> column = role.named(sample.columns()).stream()
                .filter(named -> !read.contains(named.name()))
                .filter(role::fits)
                .findFirst();
        column.map(ColumnSample::name).ifPresent(read::add);
        return column;
    }

    /** Names the column that is called right but holds something else. */
    private String nearMiss(ColumnRole role, String wanted) {
        return role.named(sample.columns()).stream()
                .filter(column -> !role.fits(column))
                .findFirst()
                .map(column -> "; %s does not hold %s but, for example, %s"
                        .formatted(
                                YamlText.quoted(column.name()),
                                wanted,
                                YamlText.quoted(
                                        column.counts().keySet().iterator().next())))
                .orElse("");
    }

    private void comment(String text) {
        yaml.append("# ").append(text).append('\n');
    }

    private void line(String key, String value) {
        yaml.append(key).append(": ").append(value).append('\n');
    }

    private void gap(String key, String value, String why) {
        yaml.append("# %s: %s  # %s\n".formatted(key, value, why));
    }

    private String name() {
        return Objects.toString(csv.getFileName(), "the file");
    }

    private String stem() {
        return name().replaceFirst("\\.[^.]*$", "");
    }
}
