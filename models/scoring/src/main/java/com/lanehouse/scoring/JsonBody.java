package com.lanehouse.scoring;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Reads the body of a request that must be JSON and short. */
final class JsonBody {
    private JsonBody() {}

    /**
     * The body's bytes.
     *
     * @param most bytes that it may have
     * @throws Problem when it is empty, longer or of another type
     */
    static byte[] read(ServerRequest request, int most) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("application/json");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Problem(
                    415,
                    "unsupported-media-type",
                    "JSON is needed",
                    null,
                    "The content type must be application/json.");
        }
        if (request.headers().contentLength().orElse(0) > most) {
            throw tooLarge(most);
        }
        if (!request.content().hasEntity()) {
            throw Problem.notJson("The body is empty.");
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    400, "incomplete", "The body is incomplete", null, "The body ended before it was sent completely.");
        }
    }

    private static Problem tooLarge(int most) {
        return new Problem(
                413,
                "too-large",
                "The body is too large",
                null,
                "The body may have %,d bytes at most.".formatted(most));
    }
}
