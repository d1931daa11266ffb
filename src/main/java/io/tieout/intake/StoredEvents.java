package io.tieout.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.LRUCacheFactory;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Events that this process saw committed a short while ago: the idempotent consumer's pre-filter, which saves a
 * duplicate its way to the database. It knows only what {@link #committed} told it; asking it remembers nothing, so
 * that no option of the route can make it answer for an event that is not on disk.
 */
@ApplicationScoped
@Named("storedEvents")
public class StoredEvents extends ServiceSupport implements IdempotentRepository {
    private final Map<String, Boolean> known;

    StoredEvents(IntakeConfig config) {
        this.known = LRUCacheFactory.newLRUCache(config.mostRemembered());
    }

    /** Remembers an event whose commit went through. */
    void committed(String key) {
        known.put(key, Boolean.TRUE);
    }

    @Override
    public boolean add(String key) {
        return !known.containsKey(key);
    }

    @Override
    public boolean contains(String key) {
        return known.containsKey(key);
    }

    @Override
    public boolean remove(String key) {
        return known.remove(key) != null;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        known.clear();
    }
}
