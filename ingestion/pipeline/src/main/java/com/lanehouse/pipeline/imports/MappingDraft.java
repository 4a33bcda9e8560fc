package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A first mapping of a file that nobody has described yet. What the file proves is written down; what it only suggests
 * is written down as a GUESS; what it does not tell is left as a commented line with {@code ???}, so that the mapping
 * cannot be used before somebody has said it.
 */
public final class MappingDraft {
    private static final int MOST_NAMED = 60;

    private final String name;
    private final CsvSample sample;
    private final ColumnChoice columns;
    private final DraftText text = new DraftText();

    private MappingDraft(String name, CsvSample sample) {
        this.name = name;
        this.sample = sample;
        this.columns = ColumnChoice.among(sample.columns());
    }

    /**
     * Looks at a file's header and first rows.
     *
     * @return the text of a mapping, each guess and gap explained in a comment
     * @throws ImportException when there is no such file or it is not CSV
     */
    public static String of(Path csv) {
        requireNonNull(csv, "csv is null");
        return new MappingDraft(Objects.toString(csv.getFileName(), "the file"), CsvSample.read(csv)).write();
    }

    private String write() {
        NumbersDraft numbers = new NumbersDraft(columns, text);
        top();
        text.blankLine();
        file(numbers.ofFile());
        text.blankLine();
        company();
        text.blankLine();
        place(PlaceRoles.ORIGIN);
        place(PlaceRoles.DESTINATION);
        equipment();
        PickupDraft.write(columns, text);
        numbers.miles();
        numbers.weight();
        text.blankLine();
        new AmountsDraft(columns, numbers, text).write();
        fuel();
        text.blankLine();
        carrier();
        loadId();
        unread();
        return text.toString();
    }

    private void top() {
        String rows = sample.whole() ? "all %,d rows" : "the first %,d rows";
        text.comment("A first mapping of %s, made by looking at its header and %s."
                .formatted(YamlText.quoted(name), rows.formatted(sample.rows())));
        text.comment("What only you know is a line that begins with # and holds ???: write it and take the # away.");
        text.comment("GUESS marks what the file does not prove. Every key is explained in docs/import-loads.md.");
        if (sample.otherWidth() > 0) {
            text.comment("%,d rows have more or fewer columns than the header; they will be rejected (wrong_columns)."
                    .formatted(sample.otherWidth()));
        }
        long data = sample.columns().stream()
                .filter(column -> NumberGuess.isAmount(column.name()) || DateGuess.isDate(column.name()))
                .count();
        if (2 * data > sample.columns().size()) {
            text.comment("GUESS: the first line looks like a load, not like names of columns; add a header line.");
        }
        sample.header()
                .repeated()
                .forEach((name, numbered) -> text.comment("The header has %s %d times; here they are %s."
                        .formatted(
                                YamlText.quoted(name),
                                numbered.size(),
                                numbered.stream().map(YamlText::quoted).collect(joining(", ")))));
    }

    private void file(NumberGuess numbers) {
        text.line("source", YamlText.scalar("import/" + name.replaceFirst("\\.[^.]*$", "")));
        if (!sample.format().charset().equals(StandardCharsets.UTF_8)) {
            text.comment("GUESS: the file is not UTF-8; look whether accents come out right.");
        }
        if (!numbers.provesAMark() && numbers.either() > 0) {
            text.comment("GUESS: nothing proves the decimal mark; %,d numbers are others with the other mark."
                    .formatted(numbers.either()));
        }
        text.line(
                "csv",
                "{delimiter: %s, decimal: \"%s\", charset: %s}"
                        .formatted(
                                YamlText.scalar(String.valueOf(sample.format().delimiter())),
                                numbers.decimalMark(),
                                sample.format().charset().name()));
    }

    private void company() {
        textOrGap("company-id", ColumnRole.COMPANY_ID, "the company that shipped: no column names it");
        wordsOrGap(
                "segment",
                ColumnRole.SEGMENT,
                HouseWords.SEGMENT,
                "smb, mid_market or enterprise: how large that company is; no column looks like it");
    }

    private void place(PlaceRoles place) {
        Map<String, ColumnSample> parts = new LinkedHashMap<>();
        columns.of(place.zip()).ifPresent(column -> parts.put("zip", column));
        columns.of(place.area()).ifPresent(column -> parts.put("area", column));
        boolean told = !parts.isEmpty();
        columns.of(place.city()).ifPresent(column -> parts.put("city", column));
        columns.of(place.state()).ifPresent(column -> parts.put("state", column));
        if (!told) {
            text.gap(
                    place.key(),
                    "{zip: {column: \"???\"}%s}".formatted(parts.isEmpty() ? "" : ", " + DraftText.columns(parts)),
                    "no column looks like the ZIP code or market area of the " + place.key()
                            + columns.nearMiss(place.zip(), "ZIP codes"));
            return;
        }
        if (columns.of(place.zip()).stream()
                .flatMap(zips -> zips.values().stream())
                .anyMatch(value -> value.length() == 4)) {
            text.comment(
                    "ZIP codes of four digits have lost their zero in a spreadsheet; those rows will be rejected.");
        }
        text.line(place.key(), "{%s}".formatted(DraftText.columns(parts)));
    }

    private void equipment() {
        Optional<ColumnSample> column = columns.of(ColumnRole.EQUIPMENT);
        if (column.isEmpty()) {
            text.gap(
                    "equipment",
                    "{column: \"???\", values: {V: van, R: reefer, F: flatbed}}",
                    "no column looks like equipment" + columns.nearMiss(ColumnRole.EQUIPMENT, "a few words"));
            return;
        }
        if (column.get().counts().keySet().stream()
                .allMatch(word -> HouseWords.EQUIPMENT.meaning(word).isEmpty())) {
            text.comment("If the words are masked codes: equipment: {column: %s, by-frequency: [van, reefer, flatbed]}"
                    .formatted(YamlText.scalar(column.get().name())));
        }
        text.comment("Write van, reefer or flatbed for each word, or take its line away: then its rows are rejected.");
        text.words("equipment", column.get(), HouseWords.EQUIPMENT);
        text.blankLine();
    }

    private void fuel() {
        wordsOrGap(
                "fuel-included",
                ColumnRole.FUEL_INCLUDED,
                HouseWords.TRUTH,
                "true or false: whether fuel is inside the amounts; no column looks like it");
    }

    private void carrier() {
        textOrGap(
                "carrier-id",
                ColumnRole.CARRIER_ID,
                "the carrier: no column names it; a constant such as unknown will do");
    }

    private void loadId() {
        Optional<ColumnSample> column = columns.of(ColumnRole.LOAD_ID);
        if (column.isEmpty()) {
            String why = columns.named(ColumnRole.LOAD_ID).stream()
                    .findFirst()
                    .map(named -> "%s is blank or comes twice in some rows".formatted(YamlText.quoted(named.name())))
                    .orElse("no column looks like your number of the load");
            text.gap("load-id", "{column: \"???\"}", "may be left out; " + why);
            return;
        }
        if (!sample.whole()) {
            text.comment("GUESS: no number comes twice in the rows that were looked at.");
        }
        text.line("load-id", DraftText.column(column.get()));
    }

    private void unread() {
        List<String> unread = columns.unread();
        if (!unread.isEmpty()) {
            text.blankLine();
            text.comment("Columns that are not read: %s%s"
                    .formatted(
                            unread.stream()
                                    .limit(MOST_NAMED)
                                    .map(YamlText::quoted)
                                    .collect(joining(", ")),
                            unread.size() > MOST_NAMED ? ", …" : ""));
        }
    }

    private void textOrGap(String key, ColumnRole role, String why) {
        columns.of(role)
                .ifPresentOrElse(
                        column -> text.line(key, DraftText.column(column)),
                        () -> text.gap(key, "{constant: \"???\"}", why));
    }

    private void wordsOrGap(String key, ColumnRole role, HouseWords known, String why) {
        columns.of(role)
                .ifPresentOrElse(
                        column -> text.words(key, column, known), () -> text.gap(key, "{constant: \"???\"}", why));
    }
}
