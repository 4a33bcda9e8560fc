package com.lanehouse.jobs.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields that a complete carrier profile has, in the order of the metric definition (Carrier directory), each with
 * the rule that says whether a value fills it. A value that breaks its rule is simply not filled.
 */
enum RequiredField {
    LEGAL_NAME(text(RequiredField::isWritten)),
    DOT_NUMBER(text(matching("[0-9]{1,8}"))),
    MC_NUMBER(text(matching("MC[0-9]{1,7}"))),
    STREET(text(RequiredField::isWritten)),
    CITY(text(RequiredField::isWritten)),
    STATE(text(UspsStates.CODES::contains)),
    ZIP(text(matching("[0-9]{5}(-[0-9]{4})?"))),
    PHONE(text(RequiredField::isPhone)),
    EMAIL(text(RequiredField::isEmail)),
    CONTACT_NAME(text(RequiredField::isWritten)),
    AUTHORITY_STATUS(text(Set.of("active", "inactive", "revoked", "pending")::contains)),
    SAFETY_RATING(text(Set.of("satisfactory", "conditional", "unsatisfactory", "none")::contains)),
    W9_RECEIVED_ON(RequiredField::isPastDate),
    CONTRACT_SIGNED_ON(RequiredField::isPastDate),
    EQUIPMENT_TYPES((value, day) -> isFilledList(value)),
    POWER_UNITS((value, day) -> isPositiveInteger(value)),
    SERVICE_STATES((value, day) -> isFilledList(value));

    private static final Pattern PHONE_CHARACTERS = Pattern.compile("[0-9 ()\\-.+/]+");
    private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final BiPredicate<JsonNode, LocalDate> rule;

    RequiredField(BiPredicate<JsonNode, LocalDate> rule) {
        this.rule = rule;
    }

    /** The name it has in a profile. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a value fills the field.
     *
     * @param value the profile's JSON value
     * @param day UTC day of the instant that the profile is judged at: dates after it do not count
     */
    boolean isFilledBy(JsonNode value, LocalDate day) {
        return rule.test(value, day);
    }

    private static BiPredicate<JsonNode, LocalDate> text(Predicate<String> rule) {
        return (value, day) -> value.isTextual() && rule.test(value.textValue());
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    /** Not blank: a no-break space writes nothing either. */
    private static boolean isWritten(String text) {
        return !text.codePoints().allMatch(RequiredField::isSpace);
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Ten digits once punctuation is gone; an eleventh may only be a leading 1. */
    private static boolean isPhone(String text) {
        if (!PHONE_CHARACTERS.matcher(text).matches()) {
            return false;
        }
        String digits = text.replaceAll("[^0-9]", "");
        return digits.length() == 10 || digits.length() == 11 && digits.startsWith("1");
    }

    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@') || text.codePoints().anyMatch(RequiredField::isSpace)) {
            return false;
        }
        String[] labels = text.substring(at + 1).split("\\.", -1);
        return labels.length >= 2 && Stream.of(labels).noneMatch(String::isEmpty);
    }

    private static boolean isPastDate(JsonNode value, LocalDate day) {
        if (!value.isTextual() || !ISO_DATE.matcher(value.textValue()).matches()) {
            return false;
        }
        try {
            return !LocalDate.parse(value.textValue()).isAfter(day);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isFilledList(JsonNode value) {
        return value.isArray() && !value.isEmpty();
    }

    private static boolean isPositiveInteger(JsonNode value) {
        return value.isIntegralNumber() && value.bigIntegerValue().compareTo(BigInteger.ONE) >= 0;
    }

    /** In a class of its own because an enum's constants are made before its static fields. */
    private static final class UspsStates {
        static final Set<String> CODES =
                Set.of(("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
                                + "MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY "
                                + "DC AS GU MP PR VI FM MH PW AA AE AP")
                        .split(" "));
    }
}
