package dev.slipway.pxe.trace.log;

import dev.slipway.pxe.host.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many lines a machine may still have, and all of them together: at first a burst, then so many a second. What a
/// machine does again and again does not use up what it may tell of the rest.
final class LogBudget {

    private static final int HOSTS_MAX = 4096;
    private static final Account ALL = new Account(1000, 200);

    private final Map<Key, Bucket> hosts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
            return size() > HOSTS_MAX;
        }
    };
    private final Bucket all = new Bucket(ALL);

    /// @param burst lines at once
    /// @param perSecond lines that come back
    record Account(double burst, double perSecond) {
        static final Account ROUTINE = new Account(12, 0.2);
        static final Account STEPS = new Account(60, 2);
    }

    /// Whether the line may be written; the number of lines left out before it, or -1 where it may not.
    long spend(MacAddress mac, boolean routine, Instant now) {
        Bucket bucket = hosts.computeIfAbsent(
                new Key(mac, routine), made -> new Bucket(routine ? Account.ROUTINE : Account.STEPS));
        if (!bucket.has(now)) {
            bucket.leftOut++;
            return -1;
        }
        if (!all.has(now)) {
            all.leftOut++;
            return -1;
        }
        bucket.tokens--;
        all.tokens--;
        long before = bucket.leftOut;
        bucket.leftOut = 0;
        return before;
    }

    /// How many lines were left out because all machines together had too many; counted anew from now on.
    long takeLeftOutOfAll() {
        long before = all.leftOut;
        all.leftOut = 0;
        return before;
    }

    private record Key(MacAddress mac, boolean routine) {}

    private static final class Bucket {
        private final Account account;
        private double tokens;
        private Instant last = Instant.EPOCH;
        private long leftOut;

        Bucket(Account account) {
            this.account = account;
            tokens = account.burst();
        }

        boolean has(Instant now) {
            if (now.isAfter(last)) {
                double seconds = Math.min(Duration.between(last, now).toMillis() / 1000.0, 3600);
                tokens = Math.min(account.burst(), tokens + seconds * account.perSecond());
                last = now;
            }
            return tokens >= 1;
        }
    }
}
