package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.registry.AliasEvent;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.ModelVersion;
import com.lanehouse.registry.NoSuchModelException;
import com.lanehouse.registry.PromotionConflictException;
import com.lanehouse.registry.PromotionRefusedException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code /v1/models}: the registry's versions and aliases, for admin keys. */
final class ModelsEndpoint implements HttpService {
    private static final int MOST_BYTES = 16 << 10;
    private static final String RATE = "rate";
    /** As far as every reader of JSON counts exactly (RFC 8259, 6). */
    private static final long LARGEST_VERSION = (1L << 53) - 1;

    private static final int LONGEST_REASON = 1_000;

    private final ModelRegistry registry;
    private final KeyCheck keys;
    private final ServingModels models;

    ModelsEndpoint(ModelRegistry registry, KeyCheck keys, ServingModels models) {
        this.registry = requireNonNull(registry, "registry is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.models = requireNonNull(models, "models is null");
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::list)
                .any("/", (request, response) -> refuse(response, "GET"))
                .post("/{name}/aliases/{alias}", this::promote)
                .any("/{name}/aliases/{alias}", (request, response) -> refuse(response, "POST"))
                .post("/{name}/rollback", this::rollback)
                .any("/{name}/rollback", (request, response) -> refuse(response, "POST"));
    }

    private static void refuse(ServerResponse response, String allowed) {
        response.header(HeaderNames.ALLOW, allowed);
        throw new Problem(
                405, "method-not-allowed", "Method not allowed", null, "This address is for %s.".formatted(allowed));
    }

    /** Versions, oldest first, and what each alias names. */
    private void list(ServerRequest request, ServerResponse response) {
        keys.admin(request, response);
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode versions = body.putArray("models");
        registry.list(RATE).forEach(version -> versions.add(json(version)));
        ArrayNode aliases = body.putArray("aliases");
        registry.live(RATE, Instant.MAX).forEach(event -> aliases.add(json(event)));
        send(response, body);
    }

    private void promote(ServerRequest request, ServerResponse response) {
        String admin = keys.admin(request, response);
        String name = name(request);
        String alias = request.path().pathParameters().get("alias");
        if (!ModelRegistry.ALIASES.contains(alias)) {
            throw new Problem(
                    404, "not-found", "Not found", "alias", "alias is not one of champion, challenger, shadow.");
        }
        ObjectNode body = Json.object(JsonBody.read(request, MOST_BYTES));
        long version = WholeNumber.within(body.path("version"), 1, LARGEST_VERSION)
                .orElseThrow(() -> Problem.invalid("version", "must be the number of a version, from 1"));
        String reason = reason(body);
        change(response, () -> registry.promote(name, version, alias, admin, reason));
    }

    private void rollback(ServerRequest request, ServerResponse response) {
        String admin = keys.admin(request, response);
        String name = name(request);
        ObjectNode body = request.content().hasEntity()
                ? Json.object(JsonBody.read(request, MOST_BYTES))
                : Json.MAPPER.createObjectNode();
        String alias = body.has("alias") ? body.get("alias").textValue() : ModelRegistry.CHAMPION;
        if (alias == null || !ModelRegistry.ALIASES.contains(alias)) {
            throw Problem.invalid("alias", "must be one of champion, challenger, shadow");
        }
        String reason = reason(body);
        change(response, () -> registry.rollback(name, alias, admin, reason));
    }

    /** What was set is served before the answer is given, or the answer says that it could not be loaded. */
    private void change(ServerResponse response, Supplier<AliasEvent> change) {
        AliasEvent event;
        try {
            event = change.get();
        } catch (NoSuchModelException e) {
            throw new Problem(404, "no-such-version", "There is no such version", "version", e.getMessage() + ".");
        } catch (PromotionRefusedException e) {
            throw new Problem(422, "gate-failed", "The version fails a gate", "reason", e.getMessage());
        } catch (PromotionConflictException e) {
            throw new Problem(409, "conflict", "Somebody else set the alias", null, e.getMessage() + ".");
        }
        models.refresh();
        boolean serving = models.named(event.alias())
                .filter(model -> model.version() == event.version())
                .isPresent();
        send(response, json(event).put("serving", serving));
    }

    private static String name(ServerRequest request) {
        String name = request.path().pathParameters().get("name");
        if (!name.equals(RATE)) {
            throw new Problem(404, "not-found", "Not found", "name", "There is no such model; there is: rate.");
        }
        return name;
    }

    private static String reason(ObjectNode body) {
        JsonNode reason = body.path("reason");
        if (reason.isMissingNode() || reason.isNull()) {
            return null;
        }
        if (!reason.isTextual() || reason.textValue().length() > LONGEST_REASON) {
            throw Problem.invalid("reason", "must be text of up to %,d characters".formatted(LONGEST_REASON));
        }
        return reason.textValue();
    }

    private static ObjectNode json(ModelVersion version) {
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("name", version.name())
                .put("version", version.version())
                .put("algorithm", version.algorithm());
        ObjectNode metrics = node.putObject("metrics");
        new TreeMap<>(version.metrics()).forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                metrics.put(metric, value);
            }
        });
        return node.put("artifact_sha256", version.artifactSha256())
                .put("code_revision", version.codeRevision())
                .put("created_at", version.createdAt().toString())
                .put("created_by", version.createdBy());
    }

    private static ObjectNode json(AliasEvent event) {
        return Json.MAPPER
                .createObjectNode()
                .put("name", event.name())
                .put("alias", event.alias())
                .put("version", event.version())
                .put("replaces", event.replaces())
                .put("set_at", event.setAt().toString())
                .put("set_by", event.setBy())
                .put("reason", event.reason());
    }

    private static void send(ServerResponse response, ObjectNode body) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(Json.bytes(body));
    }
}
