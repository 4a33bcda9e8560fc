package com.lanehouse.scoring;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The service's interface as an OpenAPI 3.1 document: {@code openapi.yaml}, as JSON. */
final class OpenApi {
    private OpenApi() {}

    /** Read when somebody asks for it first. */
    private static final class Document {
        static final byte[] JSON = read();
    }

    static byte[] json() {
        return Document.JSON;
    }

    private static byte[] read() {
        try (InputStream yaml = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return Json.bytes(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.yaml", e);
        }
    }
}
