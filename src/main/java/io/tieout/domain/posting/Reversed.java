package io.tieout.domain.posting;

/** Its effect was undone by another posting. */
public record Reversed() implements PostingState {
    @Override
    public String name() {
        return "REVERSED";
    }

    @Override
    public Bucket bucket() {
        return Bucket.REVERSED;
    }

    @Override
    public boolean reserves() {
        return false;
    }

    @Override
    public boolean live() {
        return true;
    }
}
