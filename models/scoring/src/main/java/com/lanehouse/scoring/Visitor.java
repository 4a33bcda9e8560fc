package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Somebody who asks the calculator.
 *
 * @param email null when none was left
 * @param companyName may be null
 * @param fleetSize trucks; null when not said
 */
record Visitor(String email, String companyName, Integer fleetSize) {
    /** Exactly one @, something before it, a dotted domain behind it. */
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 200;
    private static final int LARGEST_FLEET = 1_000_000;
    private static final int MID_MARKET_FLEET = 20;
    private static final int ENTERPRISE_FLEET = 200;

    /** @throws Problem naming the field that is wrong */
    static Visitor of(ObjectNode body) {
        String email = text(body, "email", LONGEST_EMAIL);
        if (email != null && !EMAIL.matcher(email).matches()) {
            throw Problem.invalid("email", "must be an address such as ann@example.com");
        }
        return new Visitor(email, text(body, "company_name", LONGEST_NAME), fleet(body));
    }

    private static String text(ObjectNode body, String field, int longest) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > longest) {
            throw Problem.invalid(field, "must be text of up to %d characters".formatted(longest));
        }
        return value.textValue().strip();
    }

    private static Integer fleet(ObjectNode body) {
        JsonNode value = body.path("fleet_size");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return (int) WholeNumber.within(value, 0, LARGEST_FLEET)
                .orElseThrow(() -> Problem.invalid(
                        "fleet_size", "must be a number of trucks from 0 to %,d".formatted(LARGEST_FLEET)));
    }

    /** By fleet: below 20 trucks smb, below 200 mid_market, else enterprise; who does not say is taken for small. */
    String segment() {
        if (fleetSize == null || fleetSize < MID_MARKET_FLEET) {
            return "smb";
        }
        return fleetSize < ENTERPRISE_FLEET ? "mid_market" : "enterprise";
    }

    /** As what the visitor is priced. */
    ApiKey asCompany() {
        return new ApiKey("visitor", segment());
    }

    /** The data of {@code lead.created}; empty without an e-mail. Who asks again is the same lead. */
    Optional<ObjectNode> lead() {
        if (email == null) {
            return Optional.empty();
        }
        ObjectNode lead =
                Json.MAPPER.createObjectNode().put("lead_id", leadId(email)).put("email", email);
        if (companyName != null) {
            lead.put("company_name", companyName);
        }
        lead.put("segment", segment()).put("channel", "rate_calculator");
        if (fleetSize != null) {
            lead.put("fleet_size", fleetSize);
        }
        return Optional.of(lead);
    }

    private static String leadId(String email) {
        String same =
                "rate_calculator " + requireNonNull(email, "email is null").toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(same.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
