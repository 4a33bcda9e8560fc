package com.lanehouse.jobs.revenue;

/**
 * How Stripe's events are read, as SQL over {@code silver.billing} (the metric definition, Rules for all and Recurring
 * revenue). Test-mode events do not count.
 */
final class StripeObjects {
    /** The object that the event is about. */
    static final String OBJECT = "get_json_object(stripe_event, '$.data.object')";

    static final String OBJECT_ID = "get_json_object(stripe_event, '$.data.object.id')";

    static final String NAMED_COMPANY =
            "nullif(get_json_object(stripe_event, '$.data.object.metadata.company_id'), '')";

    /** The object's customer, which may be expanded. */
    static final String CUSTOMER_ID = """
            coalesce(get_json_object(stripe_event, '$.data.object.customer.id'),
                     get_json_object(stripe_event, '$.data.object.customer'))""";

    /** Orders the events of one object: in one second deleted comes after updated and updated after created. */
    static final String POSITION = """
            struct(stripe_created,
                   CASE WHEN stripe_type LIKE '%.deleted' THEN 2 WHEN stripe_type LIKE '%.updated' THEN 1 ELSE 0 END,
                   stripe_id, source)""";

    static final String LIVE = "livemode IS DISTINCT FROM false";

    static final String OF_CUSTOMERS = LIVE + " AND stripe_type IN ('customer.created', 'customer.updated')";

    static final String OF_SUBSCRIPTIONS = LIVE + " AND " + """
            stripe_type IN ('customer.subscription.created', 'customer.subscription.updated',
                            'customer.subscription.deleted')""";

    private StripeObjects() {}
}
