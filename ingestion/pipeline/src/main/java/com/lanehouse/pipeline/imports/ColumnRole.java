package com.lanehouse.pipeline.imports;

import java.util.List;
import java.util.function.Predicate;

/** What a column may mean, told by its name and by what it holds. */
enum ColumnRole {
    ORIGIN_ZIP(Holds.ZIPS, "", Names.place(Names.FROM, Names.ZIP)),
    ORIGIN_AREA(Holds.ANYTHING, "", Names.place(Names.FROM, Names.AREA)),
    ORIGIN_CITY(Holds.ANYTHING, "", Names.place(Names.FROM, "city")),
    ORIGIN_STATE(Holds.ANYTHING, "", Names.place(Names.FROM, "state|st|province")),
    DESTINATION_ZIP(Holds.ZIPS, "", Names.place(Names.TO, Names.ZIP)),
    DESTINATION_AREA(Holds.ANYTHING, "", Names.place(Names.TO, Names.AREA)),
    DESTINATION_CITY(Holds.ANYTHING, "", Names.place(Names.TO, "city")),
    DESTINATION_STATE(Holds.ANYTHING, "", Names.place(Names.TO, "state|st|province")),
    EQUIPMENT(
            Holds.FEW_WORDS,
            "",
            "equipment|equip|trailer|trailer type|truck type|transport type|transport mode|vehicle|body type",
            "mode"),
    PICKUP(
            Holds.DATES,
            "delivery|deliver|delivered",
            "(?:pickup|pick up|picked up|pu) (?:date|time|day).*",
            "pickup|pick up|picked up|pu",
            "(?:ship|shipped|shipping|shipment|departure|departed|loaded|load|dispatch).*(?:date|time|at|on|day)",
            "shipped|departed|departure",
            "^(?:date|day)$"),
    MILES(
            Holds.NUMBERS,
            "per|rate|cost|price|empty|deadhead|rpm|cpm",
            "miles|mileage|distance|mi|km|kms|kilomet(?:er|re)s?"),
    WEIGHT(Holds.NUMBERS, "unit|per|max|price|cost|rate", "weight|wt|lbs?|kgs?|pounds?|kilograms?|kilos?"),
    PRICE(
            Holds.AMOUNTS,
            "per|unit|pack|fuel|id",
            "(?:sell|customer|billed|invoiced?|client).*(?:rate|price|amount|charges?|total|linehaul)",
            "revenue"),
    COST_ESTIMATE(
            Holds.AMOUNTS,
            "per|unit|pack",
            "(?:estimated?|target|expected).*(?:cost|rate|buy|pay)",
            "(?:cost|rate) estimate"),
    CARRIER_COST(
            Holds.AMOUNTS,
            "customer|client|sell|revenue|billed|insurance|fuel|accessorials?|surcharge|estimated?|target|expected|unit"
                    + "|pack|margin|id",
            "carrier.*(?:cost|pay|rate|charges?|amount|total|linehaul)",
            "(?:buy|purchase|paid).*(?:rate|cost|price|amount|linehaul)",
            "linehaul|line haul",
            "(?:freight|transport|transportation|shipping|haul).*(?:cost|charges?|rate|amount|spend)",
            "cost",
            "rate|rpm|spend|amount"),
    CURRENCY(Holds.FEW_WORDS, "", "currency|ccy"),
    FUEL_INCLUDED(Holds.FEW_WORDS, "", "fuel incl(?:uded)?|incl(?:udes|uding)? fuel|all in"),
    CARRIER_ID(
            Holds.ANYTHING,
            "cost|pay|rate|charges?|amount|total|linehaul|date|city|state|zip",
            "scac",
            "carrier.*(?:id|code|mc|dot|number|name)",
            "(?:mc|dot|usdot) number",
            "carrier"),
    COMPANY_ID(
            Holds.ANYTHING,
            "cost|pay|rate|price|charges?|amount|total|date|city|state|zip|postal|size|segment",
            "(?:customer|client|company|account|bill to).*(?:id|code|number|name)",
            "^(?:customer|client|company|account)$"),
    SEGMENT(Holds.FEW_WORDS, "", "segment", "(?:customer|client|company) (?:size|tier)"),
    LOAD_ID(
            Holds.ANYTHING,
            "date|cost|rate|type",
            "(?:load|shipment|pro|order|bol|trip).*(?:id|number|no|num|nbr|ref|reference)",
            "^(?:id|load|pro|reference|number)$");

    private final Holds holds;
    private final String otherwise;
    private final List<String> names;

    /**
     * @param otherwise words that mean something else when the name has them
     * @param names what the column may be called, the surest first
     */
    ColumnRole(Holds holds, String otherwise, String... names) {
        this.holds = holds;
        this.otherwise = otherwise;
        this.names = List.of(names);
    }

    /** Columns that are named like this one, the surest first, whatever they hold. */
    List<ColumnSample> named(List<ColumnSample> columns) {
        return names.stream()
                .flatMap(name -> columns.stream().filter(column -> column.isNamed(name)))
                .filter(column -> otherwise.isEmpty() || !column.isNamed(otherwise))
                .distinct()
                .toList();
    }

    boolean fits(ColumnSample column) {
        return holds.test(column);
    }

    /** What is asked of a column's values besides its name. */
    private enum Holds implements Predicate<ColumnSample> {
        ANYTHING {
            @Override
            public boolean test(ColumnSample column) {
                return true;
            }
        },
        ZIPS {
            @Override
            public boolean test(ColumnSample column) {
                return column.mostly(PlaceField::isZipOrLostItsZero);
            }
        },
        NUMBERS {
            @Override
            public boolean test(ColumnSample column) {
                return column.mostly(NumberGuess::isNumber);
            }
        },
        AMOUNTS {
            @Override
            public boolean test(ColumnSample column) {
                return column.mostly(NumberGuess::isAmount);
            }
        },
        DATES {
            @Override
            public boolean test(ColumnSample column) {
                return DateGuess.of(column).isPresent();
            }
        },
        FEW_WORDS {
            @Override
            public boolean test(ColumnSample column) {
                return column.counts().size() <= MOST_WORDS;
            }
        };

        private static final int MOST_WORDS = 40;
    }

    /** Words that names are made of. */
    private static final class Names {
        static final String FROM = "origin|orig|from|shipper|pickup|pick up|pu|start|o";
        static final String TO = "destination|dest|to|consignee|delivery|drop|dropoff|drop off|receiver|end|d";
        static final String ZIP = "zip|zips|zipcode|zip3|zip5|postal|postcode";
        static final String AREA = "kma|market|mkt|area|region";

        static String place(String end, String part) {
            return "(?:%1$s)\\b.*\\b(?:%2$s)|(?:%2$s)\\b.*\\b(?:%1$s)".formatted(end, part);
        }
    }
}
