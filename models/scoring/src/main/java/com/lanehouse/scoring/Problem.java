package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Why a request is not answered, as an RFC 9457 problem document. */
public final class Problem extends RuntimeException {
    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String type;
    private final String title;
    private final String field;

    /**
     * @param type last part of the problem's type, such as {@code invalid-field}
     * @param field the field it is about; null when it is about none
     */
    public Problem(int status, String type, String title, String field, String detail) {
        super(requireNonNull(detail, "detail is null"), null, false, false);
        this.status = status;
        this.type = requireNonNull(type, "type is null");
        this.title = requireNonNull(title, "title is null");
        this.field = field;
    }

    /** A field is missing, of the wrong type or out of its range. */
    public static Problem invalid(String field, String detail) {
        return new Problem(400, "invalid-field", "The request is not valid", field, field + " " + detail);
    }

    /** A field is well formed, but names something that cannot be rated. */
    static Problem unratable(String field, String detail) {
        return new Problem(422, "not-ratable", "The lane cannot be rated", field, field + " " + detail);
    }

    public static Problem notJson(String detail) {
        return new Problem(400, "not-json", "The body is not JSON", null, detail);
    }

    public int status() {
        return status;
    }

    /** The field it is about; null when it is about none. */
    public String field() {
        return field;
    }

    byte[] json() {
        return Json.bytes(document());
    }

    /** What the client is told. */
    public ObjectNode document() {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("type", "urn:lanehouse:problem:" + type.toLowerCase(Locale.ROOT))
                .put("title", title)
                .put("status", status)
                .put("detail", getMessage());
        if (field != null) {
            body.put("field", field);
        }
        return body;
    }
}
