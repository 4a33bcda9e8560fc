CREATE TABLE gold.quote_funnel (
  month DATE NOT NULL COMMENT 'UTC month in which the quotes were priced',
  segment STRING NOT NULL COMMENT 'Segment',
  equipment STRING NOT NULL COMMENT 'Equipment',
  quotes BIGINT NOT NULL COMMENT 'Quotes priced',
  booked BIGINT NOT NULL COMMENT 'Booked within 14 days',
  lost BIGINT NOT NULL COMMENT 'Lost within 14 days and before any booking',
  expired BIGINT NOT NULL COMMENT 'Window over without booking or loss',
  open BIGINT NOT NULL COMMENT 'Window not over yet',
  quote_to_book DOUBLE COMMENT 'booked / (quotes - open); null when every quote is open'
)
USING DELTA
COMMENT 'Quotes to bookings by month, segment and equipment'
TBLPROPERTIES (
  'lanehouse.key' = 'month, segment, equipment',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'month',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.counts_not_negative' = 'quotes >= 0 AND booked >= 0 AND lost >= 0 AND expired >= 0 AND open >= 0',
  'delta.constraints.quote_to_book_is_a_share' = 'quote_to_book IS NULL OR (quote_to_book >= 0 AND quote_to_book <= 1)',
  'lanehouse.rule.funnel_parts_add_up' = 'fail: quotes = booked + lost + expired + open'
);
