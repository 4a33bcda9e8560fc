package com.lanehouse.scoring.bulk;

import com.lanehouse.scoring.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How a body may be written. */
enum BodyKind {
    JSON("application/json") {
        @Override
        void read(InputStream body, RowSink rows) throws IOException {
            JsonRows.read(body, rows);
        }

        @Override
        String field(String field) {
            return field;
        }
    },
    CSV("text/csv") {
        @Override
        void read(InputStream body, RowSink rows) throws IOException {
            CsvRows.read(body, rows);
        }

        /** A column has the name of its field, with an underscore: origin_zip. */
        @Override
        String field(String field) {
            return field.replace('.', '_');
        }
    };

    private final String mediaType;

    BodyKind(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * Reads a body to its end.
     *
     * @throws Problem when it is none of this kind, or exceeds a limit
     */
    abstract void read(InputStream body, RowSink rows) throws IOException;

    /** A field of a lane as this kind of body names it. */
    abstract String field(String field);

    /** What a problem says, with the field as this kind of body names it. */
    String reason(Problem problem) {
        return problem.getMessage()
                .replaceFirst("^" + java.util.regex.Pattern.quote(problem.field()), field(problem.field()));
    }

    /**
     * The kind that a content type names.
     *
     * @throws Problem 415 when there is none
     */
    static BodyKind of(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        boolean readable = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            readable &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        for (BodyKind kind : values()) {
            if (readable && kind.mediaType.equals(parts[0].strip())) {
                return kind;
            }
        }
        throw new Problem(
                415,
                "unsupported-media-type",
                "JSON or CSV is needed",
                "Content-Type",
                "Content-Type must be application/json or text/csv, in UTF-8.");
    }
}
