package com.lanehouse.scoring;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The page at {@code /}, on which a person rates a lane or a file of lanes: three files, which load nothing from elsewhere.
 * It speaks with the same calls as everybody.
 */
final class Page {
    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
    private static final HeaderName SNIFFING = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");
    private static final String OWN_PARTS_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Page() {}

    static void register(HttpRouting.Builder routing) {
        serve(routing, "/", "index.html", "text/html; charset=UTF-8");
        serve(routing, "/page/page.css", "page.css", "text/css; charset=UTF-8");
        serve(routing, "/page/page.js", "page.js", "text/javascript; charset=UTF-8");
    }

    private static void serve(HttpRouting.Builder routing, String path, String file, String type) {
        byte[] bytes = read(file);
        routing.get(path, (request, response) -> send(response, bytes, type)).any(path, (request, response) -> {
            response.header(HeaderNames.ALLOW, "GET");
            throw new Problem(405, "method-not-allowed", "Method not allowed", null, "This address is for GET.");
        });
    }

    private static void send(ServerResponse response, byte[] bytes, String type) {
        response.header(HeaderNames.CONTENT_TYPE, type)
                .header(POLICY, OWN_PARTS_ONLY)
                .header(SNIFFING, "nosniff")
                .header(REFERRER, "no-referrer")
                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                .send(bytes);
    }

    private static byte[] read(String file) {
        try (InputStream in = Page.class.getResourceAsStream("/page/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the page's " + file, e);
        }
    }
}
