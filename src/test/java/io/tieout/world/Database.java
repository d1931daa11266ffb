package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Our database.
 *
 * @param postings by number
 * @param batches in the order in which they were frozen
 * @param unwanted the facts that are not to be posted any more (a dispute, a person's word), as far as nothing was sent
 * @param last the highest stamp that was given out
 */
record Database(List<Posting> postings, List<Batch> batches, Few unwanted, Batch.Stamp last) {

    Posting posting(int number) {
        return postings.get(number);
    }

    PostingState state(int posting) {
        return postings.get(posting).state();
    }

    Batch batch(int number) {
        return batches.get(number);
    }

    Database posting(int number, Posting other) {
        return new Database(replaced(postings, number, other), batches, unwanted, last);
    }

    Database batch(int number, UnaryOperator<Batch> change) {
        Batch other = change.apply(batches.get(number));
        return new Database(postings, replaced(batches, number, other), unwanted, last);
    }

    Database plus(Batch batch) {
        List<Batch> all = new ArrayList<>(batches);
        all.add(batch);
        return new Database(postings, List.copyOf(all), unwanted, batch.stamp());
    }

    Database at(Batch.Stamp stamp) {
        return new Database(postings, batches, unwanted, stamp);
    }

    Database unwanted(int fact) {
        return new Database(postings, batches, unwanted.with(fact), last);
    }

    /** The generation of a fact that counts. */
    int latest(int fact) {
        return postings.get(2 * fact + 1).born() ? 2 * fact + 1 : 2 * fact;
    }

    /** Whether a person's decision about a posting of a batch waits for the target's answer. */
    boolean closing(int batch) {
        return batches.get(batch).members().list().stream()
                .anyMatch(member -> posting(member).closure().isPresent());
    }

    static <T> List<T> replaced(List<T> list, int place, T value) {
        List<T> copy = new ArrayList<>(list);
        copy.set(place, value);
        return List.copyOf(copy);
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((postings.hashCode() * 31 + batches.hashCode()) * 31 + unwanted.bits()) * 31 + last.hashCode();
    }
}
