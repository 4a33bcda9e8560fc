package com.lanehouse.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Consumer;

/** Writes the fields of one JSON object in call order. */
final class Fields {
    private final JsonGenerator json;

    Fields(JsonGenerator json) {
        this.json = json;
    }

    private interface Write {
        void run() throws IOException;
    }

    // The generators write into memory or into a file whose failure ends the run: one unchecked exception serves both.
    private Fields write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A null text is written as JSON null. */
    Fields text(String name, String value) {
        return write(() -> json.writeStringField(name, value));
    }

    Fields time(String name, long moment) {
        return text(name, Window.text(moment));
    }

    Fields whole(String name, long value) {
        return write(() -> json.writeNumberField(name, value));
    }

    Fields money(String name, long cents) {
        return write(() -> json.writeNumberField(name, BigDecimal.valueOf(cents, 2)));
    }

    /** A decimal, rounded half-up, without exponent. */
    Fields decimal(String name, double value, int places) {
        return write(() -> json.writeNumberField(
                name,
                new BigDecimal(BigDecimal.valueOf(value)
                        .setScale(places, RoundingMode.HALF_UP)
                        .toPlainString())));
    }

    Fields flag(String name, boolean value) {
        return write(() -> json.writeBooleanField(name, value));
    }

    Fields nothing(String name) {
        return write(() -> json.writeNullField(name));
    }

    Fields texts(String name, List<String> values) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    Fields object(String name, Consumer<Fields> body) {
        return write(() -> {
            json.writeObjectFieldStart(name);
            body.accept(this);
            json.writeEndObject();
        });
    }

    /** An array with one object. */
    Fields objects(String name, Consumer<Fields> body) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            json.writeStartObject();
            body.accept(this);
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    Fields emptyArray(String name) {
        return texts(name, List.of());
    }
}
