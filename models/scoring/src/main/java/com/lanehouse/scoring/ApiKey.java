package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

/**
 * Who a key belongs to.
 *
 * @param segment smb, mid_market or enterprise
 */
public record ApiKey(String companyId, String segment) {
    public ApiKey {
        requireNonNull(companyId, "companyId is null");
        requireNonNull(segment, "segment is null");
        if (companyId.isBlank()) {
            throw new IllegalArgumentException("companyId is blank");
        }
        if (!segment.equals("smb") && !segment.equals("mid_market") && !segment.equals("enterprise")) {
            throw new IllegalArgumentException(
                    "segment is '%s', not one of smb, mid_market, enterprise".formatted(segment));
        }
    }
}
