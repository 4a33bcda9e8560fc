package com.lanehouse.pipeline.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * The rows of a CSV file, one at a time. A byte order mark is left out, blank lines are skipped, rows may differ in
 * their number of fields, and bytes that are not text in the charset are an error instead of being replaced.
 */
final class CsvRows implements AutoCloseable {
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final Charset charset;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    private CsvRows(Path file, Charset charset, CsvReader<CsvRecord> reader) {
        this.file = file;
        this.charset = charset;
        this.reader = reader;
        this.records = reader.iterator();
    }

    /** @throws ImportException when there is no readable, non-empty file */
    static CsvRows open(Path file, CsvFormat format) {
        Charset charset = format.charset();
        requireContent(file);
        try {
            BufferedReader text = Files.newBufferedReader(file, charset);
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return new CsvRows(
                    file,
                    charset,
                    CsvReader.builder()
                            .fieldSeparator(format.delimiter())
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .allowUnclosedQuote(false)
                            .ofCsvRecord(text));
        } catch (CharacterCodingException e) {
            throw notInCharset(file, charset, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Whether every byte of a file is text in a charset.
     *
     * @throws ImportException when there is no readable, non-empty file
     */
    static boolean isTextIn(Charset charset, Path file) {
        requireContent(file);
        try (BufferedReader text = Files.newBufferedReader(file, charset)) {
            text.transferTo(Writer.nullWriter());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireContent(Path file) {
        if (!Files.exists(file)) {
            throw new ImportException(
                    "%s does not exist (looked in %s); check the path".formatted(file, file.toAbsolutePath()));
        }
        if (!Files.isRegularFile(file)) {
            throw new ImportException("%s is not a file; name one CSV file".formatted(file));
        }
        try {
            if (Files.size(file) == 0) {
                throw new ImportException("%s is empty; export it again".formatted(file));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The next row, or null after the last.
     *
     * @throws ImportException when the file cannot be read on; the message names the line
     */
    CsvRecord next() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notInCharset(file, charset, e);
            }
            throw new ImportException(
                    "%s is not well-formed CSV: %s; look for a quote that is not closed".formatted(file, causes(e)), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notInCharset(file, charset, e);
            }
            throw unreadable(file, e.getCause());
        }
    }

    private static String causes(Throwable e) {
        return e.getCause() == null || e.getCause().getMessage() == null
                ? e.getMessage()
                : e.getMessage() + " (" + e.getCause().getMessage() + ")";
    }

    private static ImportException notInCharset(Path file, Charset charset, Exception cause) {
        return new ImportException(
                "%s is not text in %s; save it as UTF-8, or name its charset in the mapping (csv.charset)"
                        .formatted(file, charset),
                cause);
    }

    private static ImportException unreadable(Path file, IOException cause) {
        return new ImportException(
                "%s cannot be read: %s; check its permissions".formatted(file, cause.getMessage()), cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
