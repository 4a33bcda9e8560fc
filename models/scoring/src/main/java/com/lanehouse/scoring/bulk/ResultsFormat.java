package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.scoring.Json;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How results may be written; each result comes as the line that was stored. */
enum ResultsFormat {
    NDJSON("application/x-ndjson") {
        @Override
        Consumer<String> writer(OutputStream out) {
            return line -> {
                try {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }
    },
    CSV("text/csv") {
        @Override
        Consumer<String> writer(OutputStream out) {
            CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.CRLF)
                    .autoFlush(false)
                    .build(out);
            csv.writeRecord(COLUMNS);
            return line -> {
                csv.writeRecord(fields(line));
                try {
                    csv.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }
    };

    /** Of a rate as its answer has them; of an error as its problem document has them. */
    private static final List<String> OF_THE_RATE = List.of(
            "/rate_id",
            "/price",
            "/cost/p10",
            "/cost/p50",
            "/cost/p90",
            "/margin",
            "/miles",
            "/currency",
            "/fuel_included",
            "/rate_source",
            "/model_version",
            "/experiment",
            "/guardrails",
            "/reasons",
            "/expires_at");

    private static final List<String> OF_THE_ERROR = List.of("/type", "/field", "/detail");

    static final List<String> COLUMNS = columns();

    private final String mediaType;

    ResultsFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** What writes results, one after another; it does not keep them back. */
    abstract Consumer<String> writer(OutputStream out);

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("row"));
        OF_THE_RATE.forEach(path -> columns.add(path.substring(1).replace('/', '_')));
        OF_THE_ERROR.forEach(path -> columns.add("error_" + path.substring(1)));
        return List.copyOf(columns);
    }

    private static List<String> fields(String line) {
        JsonNode result;
        try {
            result = Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored result is no JSON", e);
        }
        List<String> fields = new ArrayList<>(List.of(text(result.path("row"))));
        OF_THE_RATE.forEach(path -> fields.add(text(result.path("rate").at(path))));
        OF_THE_ERROR.forEach(path -> fields.add(text(result.path("error").at(path))));
        return fields;
    }

    /** Several words of a list stand in one field, as people write them. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(word -> words.add(text(word)));
            return String.join("; ", words);
        }
        return value.isNull() || value.isMissingNode()
                ? ""
                : value.isNumber()
                        ? value.decimalValue().toPlainString()
                        : value.isValueNode() ? value.asText() : value.toString();
    }
}
