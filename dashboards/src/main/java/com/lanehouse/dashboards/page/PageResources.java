package com.lanehouse.dashboards.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Properties;

/** The files the page is made of. */
final class PageResources {
    private PageResources() {}

    /** A file beside this class. */
    static String text(String name) {
        return new String(bytes("/com/lanehouse/dashboards/page/" + name), StandardCharsets.UTF_8);
    }

    /** The chart library as its package ships it; the version is the package's own. */
    static String echarts() {
        Properties maven = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars/echarts/pom.properties")) {
            maven.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the version of ECharts", e);
        }
        String path = "/META-INF/resources/webjars/echarts/%s/echarts.min.js".formatted(maven.getProperty("version"));
        return inlineable(path, new String(bytes(path), StandardCharsets.UTF_8));
    }

    /** A script or style sheet that may stand inside its element. */
    static String inlineable(String name, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("</script") || lower.contains("</style") || lower.contains("<!--")) {
            throw new IllegalStateException(name + " would end its element early");
        }
        // A parser reads CR LF as LF before it hashes.
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** The source expression that allows exactly this inline text under a content security policy. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] bytes(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = PageResources.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is not on the classpath");
        }
        return in;
    }
}
