package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.lanehouse.scoring.ApiKey;
import com.lanehouse.scoring.Json;
import com.lanehouse.scoring.KeyCheck;
import com.lanehouse.scoring.Problem;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/rates/bulk}: jobs of up to 100,000 lanes. */
final class BulkEndpoint implements HttpService {
    static final String PATH = "/v1/rates/bulk";
    static final HeaderName RESULTS = HeaderNames.create("Lanehouse-Results");

    private static final Logger LOG = LoggerFactory.getLogger(BulkEndpoint.class);
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final MediaType NDJSON = MediaTypes.create(ResultsFormat.NDJSON.mediaType());
    private static final MediaType CSV = MediaTypes.create(ResultsFormat.CSV.mediaType());

    private final Database database;
    private final Reception reception;
    private final KeyCheck keys;
    private final Clock clock;

    BulkEndpoint(Database database, Reception reception, KeyCheck keys, Clock clock) {
        this.database = requireNonNull(database, "database is null");
        this.reception = requireNonNull(reception, "reception is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", available(this::post))
                .any("/", only("POST"))
                .get("/{id}", available(this::progress))
                .delete("/{id}", available(this::cancel))
                .any("/{id}", only("GET, DELETE"))
                .get("/{id}/results", available(this::results))
                .any("/{id}/results", only("GET"));
    }

    /** A database that is away is no failure of the service, and others of its answers do not need it. */
    private static Handler available(Handler handler) {
        return (request, response) -> {
            try {
                handler.handle(request, response);
            } catch (DatabaseException e) {
                LOG.error("{} {} was not answered", request.prologue().method(), PATH, e);
                response.header(HeaderNames.RETRY_AFTER, "5");
                throw new Problem(
                        503,
                        "jobs-unavailable",
                        "Bulk jobs are not available",
                        null,
                        "The database of bulk jobs does not answer at present.");
            }
        };
    }

    private static Handler only(String methods) {
        return (request, response) -> {
            response.header(HeaderNames.ALLOW, methods);
            throw new Problem(
                    405, "method-not-allowed", "Method not allowed", null, "Here are only: %s.".formatted(methods));
        };
    }

    private void post(ServerRequest request, ServerResponse response) {
        ApiKey company = keys.owner(request, response);
        String key = idempotencyKey(request);
        BodyKind kind =
                BodyKind.of(request.headers().first(HeaderNames.CONTENT_TYPE).orElse("application/json"));
        if (request.headers().contentLength().orElse(0) > BodyStream.MOST_BYTES) {
            throw BodyStream.tooLarge();
        }
        JobTable.Receipt receipt;
        try (InputStream in =
                request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream()) {
            receipt = reception.receive(
                    company,
                    key,
                    kind,
                    new BodyStream(in, kind),
                    () -> keys.requireWithinPlan(company, response, "bulk_jobs", "quotes"));
        } catch (IOException e) {
            throw incomplete();
        } catch (Problem e) {
            if (e.status() == 409 || e.status() == 503) {
                response.header(HeaderNames.RETRY_AFTER, "1");
            }
            throw e;
        }
        response.status(Status.ACCEPTED_202)
                .header(HeaderNames.LOCATION, PATH + "/" + receipt.jobId())
                .header(HeaderNames.CONTENT_TYPE, "application/json");
        try (OutputStream out = response.outputStream()) {
            write(receipt, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem incomplete() {
        return new Problem(
                400, "incomplete", "The body is incomplete", null, "The body ended before it was sent completely.");
    }

    private static String idempotencyKey(ServerRequest request) {
        if (!request.headers().contains(IDEMPOTENCY_KEY)) {
            throw Problem.invalid("Idempotency-Key", "is missing: it keeps a job that is sent twice from being two");
        }
        List<String> values = request.headers().get(IDEMPOTENCY_KEY).allValues();
        if (values.size() != 1 || !KEY.matcher(values.getFirst()).matches()) {
            throw Problem.invalid("Idempotency-Key", "must be one value of 1 to 255 visible ASCII characters");
        }
        return values.getFirst();
    }

    private static void write(JobTable.Receipt receipt, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("job_id", receipt.jobId());
            json.writeNumberField("accepted", receipt.accepted());
            json.writeArrayFieldStart("rejected");
            PackedLines.forEachText(receipt.rejections(), line -> {
                try {
                    json.writeRawValue(line);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void progress(ServerRequest request, ServerResponse response) {
        send(response, job(request, keys.owner(request, response)));
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        ApiKey company = keys.owner(request, response);
        Job job = job(request, company);
        database.transaction(connection -> {
            JobTable.end(connection, job.id(), Job.Status.CANCELLED, clock.instant());
            return null;
        });
        send(response, job(request, company));
    }

    private void results(ServerRequest request, ServerResponse response) {
        Job job = job(request, keys.owner(request, response));
        ResultsFormat format = format(request);
        boolean partial = partial(request);
        if (!job.isFinished() && !partial) {
            response.header(HeaderNames.RETRY_AFTER, "5");
            throw new Problem(
                    409,
                    "not-finished",
                    "The job is not finished",
                    "partial",
                    "partial must be true to read what is there of a job that is not finished: ?partial=true.");
        }
        // Before anything is answered: a database that is away is then still a 503.
        Optional<ChunkTable.Results> next = after(job, ChunkTable.OPENING);
        response.header(RESULTS, job.isComplete() ? "complete" : "partial")
                .header(HeaderNames.CONTENT_TYPE, format.mediaType());
        try {
            // Closed only at the end: closing says that all is there, and after a failure it is not.
            OutputStream out = response.outputStream();
            Consumer<String> writer = format.writer(out);
            while (next.isPresent()) {
                PackedLines.forEachText(next.orElseThrow().lines(), writer);
                next = after(job, next.orElseThrow().chunk());
            }
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ChunkTable.Results> after(Job job, int chunk) {
        return database.read(connection -> ChunkTable.resultsAfter(connection, job.id(), chunk));
    }

    private static boolean partial(ServerRequest request) {
        String value = request.query().first("partial").orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw Problem.invalid("partial", "must be true or false");
        }
        return value.equals("true");
    }

    private static ResultsFormat format(ServerRequest request) {
        Optional<MediaType> best;
        try {
            best = request.headers().bestAccepted(NDJSON, CSV);
        } catch (BadRequestException e) {
            throw Problem.invalid("Accept", "cannot be read");
        }
        MediaType type = best.orElseThrow(() -> new Problem(
                406,
                "not-acceptable",
                "No such form of results",
                "Accept",
                "Accept must allow application/x-ndjson or text/csv."));
        return type.equals(CSV) ? ResultsFormat.CSV : ResultsFormat.NDJSON;
    }

    /** Somebody else's job is told from none by nobody. */
    private Job job(ServerRequest request, ApiKey company) {
        String id = request.path().pathParameters().get("id");
        if (!JOB_ID.matcher(id).matches()) {
            throw noSuchJob();
        }
        return database.read(connection -> JobTable.find(connection, company.companyId(), id))
                .orElseThrow(BulkEndpoint::noSuchJob);
    }

    static Problem noSuchJob() {
        return new Problem(404, "no-such-job", "There is no such job", "id", "id names no job of this company.");
    }

    private static void send(ServerResponse response, Job job) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(Json.bytes(job.json()));
    }
}
