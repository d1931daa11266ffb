package io.tieout.bench;

import java.net.URI;

/**
 * The running trial that is measured.
 *
 * @param application where the application answers
 * @param management where its health is
 * @param stripe the simulated Stripe
 * @param ebs the simulated EBS
 * @param token bearer token of an administrator of the API
 */
public record Trial(URI application, URI management, URI stripe, URI ebs, String token) {

    @Override
    public String toString() {
        return "Trial[application=" + application + "]";
    }
}
