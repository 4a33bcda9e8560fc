package com.lanehouse.scoring;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/** Problem documents for requests that the web server refuses before any route sees them. */
final class UnreadableRequests implements DirectHandler {
    static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new UnreadableRequests());
        }
        return handlers.build();
    }

    /** Without the server's own words: they may repeat what was sent. */
    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        Problem problem = type == EventType.PAYLOAD_TOO_LARGE
                ? new Problem(status.code(), "too-large", "The body is too large", null, "No body may be so large.")
                : new Problem(
                        status.code(),
                        "unreadable-request",
                        "The request cannot be read",
                        null,
                        "Its first line, its headers or the encoding of its body are not such as this service reads.");
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(false)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .entity(problem.json())
                .build();
    }
}
