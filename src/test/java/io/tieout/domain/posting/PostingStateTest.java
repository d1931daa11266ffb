package io.tieout.domain.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.posting.PostingState.Bucket;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states and moves of protocol.md sections 2 and 3, and that nothing else exists. */
class PostingStateTest {
    /** From, then each method with the state it leads to; REVIEW+ is a review whose reference is live, - a closed reference. */
    private static final String MOVES = """
            WAITING   adopt SENT, adoptClosed REVIEW-, ask REVIEW, await WAITING, bury DEAD, close IGNORED, hold HELD, match MATCHED
            MATCHED   adopt SENT, adoptClosed REVIEW-, ask REVIEW, await WAITING, bury DEAD, close IGNORED, freeze SENDING, hold HELD, match MATCHED
            HELD      adopt SENT, adoptClosed REVIEW-, ask REVIEW, await WAITING, bury DEAD, close IGNORED, hold HELD, match MATCHED
            REVIEW    adopt SENT, adoptClosed REVIEW-, ask REVIEW, await WAITING, bury DEAD, close IGNORED, hold HELD, match MATCHED
            DEAD      adopt SENT, adoptClosed REVIEW-, ask REVIEW, await WAITING, bury DEAD, close IGNORED, hold HELD, match MATCHED
            IGNORED   adopt SENT, adoptClosed REVIEW-, ask REVIEW, await WAITING, bury DEAD, close IGNORED, hold HELD, match MATCHED
            SENDING   acknowledge SENT, adoptClosed REVIEW-, askLive REVIEW+, closed REVIEW-, confirm CONFIRMED, givenUp IGNORED-, gone GONE
            SENT      adoptClosed REVIEW-, askLive REVIEW+, confirm CONFIRMED, gone GONE
            REVIEW+   adoptClosed REVIEW-, askLive REVIEW+, closed REVIEW-, confirm CONFIRMED, givenUp IGNORED-, gone GONE, resume SENT
            GONE      adoptClosed REVIEW-, askLive REVIEW+, closed REVIEW-, confirm CONFIRMED, givenUp IGNORED-, gone GONE, reappear SENT
            CONFIRMED adoptClosed REVIEW-, askLive REVIEW+, confirm CONFIRMED, gone GONE, reverse REVERSED
            REVIEW-   end IGNORED-
            IGNORED-  end IGNORED-
            REVERSED
            """;

    /** The moves that need the target's word that the reference is absent, and will stay so. */
    private static final List<String> TOMBSTONES = Stream.concat(
                    Stream.of("SENDING", "REVIEW+", "GONE")
                            .flatMap(from -> Stream.of(from + " closed REVIEW-", from + " givenUp IGNORED-")),
                    Stream.of("SENDING", "SENT", "REVIEW+", "GONE", "CONFIRMED")
                            .map(from -> from + " adoptClosed REVIEW-"))
            .toList();

    @Test
    void moves_ofAllStates_areExactlyThoseOfTheProtocol() {
        List<String> expected = MOVES.lines()
                .flatMap(line -> {
                    String from = line.split(" ", 2)[0];
                    String moves = line.substring(from.length()).strip();
                    return moves.isEmpty()
                            ? Stream.of()
                            : Arrays.stream(moves.split(", ", -1)).map(move -> from + " " + move);
                })
                .toList();

        assertThat(states().flatMap(state -> moves(state).map(PostingStateTest::line)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void move_ofAnyState_keepsFromAndReason() {
        assertThat(states().flatMap(PostingStateTest::moves)).allSatisfy(made -> {
            assertThat(made.move().from()).isEqualTo(made.state());
            assertThat(made.move().reason()).isEqualTo("a reason");
            assertThat(made.move())
                    .hasToString(made.state().name() + " -> " + made.move().to().name() + ": a reason");
        });
    }

    @Test
    void move_withoutReason_isRefused() {
        assertThatThrownBy(() -> new PostingState.Waiting().match(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a change of state needs a reason in words");
    }

    @Test
    void move_fromOutside_cannotBeMade() {
        assertThat(Move.class.getConstructors()).isEmpty();
        assertThat(Modifier.isFinal(Move.class.getModifiers())).isTrue();
        assertThat(states().map(Object::getClass)).allMatch(type -> Modifier.isFinal(type.getModifiers()));
    }

    @Test
    void liveness_changedByAMove_onlyByFreezeByAdoptionAndByATombstone() {
        assertThat(states().flatMap(PostingStateTest::moves)
                        .filter(made -> !made.method().equals("adopt"))
                        .filter(made -> made.state().live() != made.move().to().live())
                        .map(PostingStateTest::line))
                .containsExactlyInAnyOrderElementsOf(with(TOMBSTONES, "MATCHED freeze SENDING"));
    }

    @Test
    void reservation_begunByAMove_onlyByMatchingAndByAdoption() {
        assertThat(states().flatMap(PostingStateTest::moves)
                        .filter(made ->
                                !made.state().reserves() && made.move().to().reserves())
                        .map(Made::method))
                .hasSize(10)
                .containsOnly("match", "adopt");
    }

    @Test
    void reservation_ofLivePosting_endsOnlyByTombstoneOrReversal() {
        assertThat(states().flatMap(PostingStateTest::moves)
                        .filter(made -> made.state().live() && !made.move().to().reserves())
                        .map(PostingStateTest::line))
                .containsExactlyInAnyOrderElementsOf(with(TOMBSTONES, "CONFIRMED reverse REVERSED"));
    }

    @Test
    void closedReference_isNeverPostedAgain_byAnyPathOfMoves() {
        Set<PostingState> reached = new HashSet<>(Set.of(new Closed.Asked()));
        Deque<PostingState> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            moves(left.remove())
                    .map(made -> made.move().to())
                    .filter(reached::add)
                    .forEach(left::add);
        }

        assertThat(reached).containsExactlyInAnyOrder(new Closed.Asked(), new Closed.Ended());
        assertThat(reached).noneMatch(PostingState::reserves).noneMatch(PostingState::live);
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, false, IN_FLIGHT, false",
        "MATCHED, false, IN_FLIGHT, true",
        "SENDING, true, IN_FLIGHT, true",
        "SENT, true, IN_FLIGHT, true",
        "CONFIRMED, true, CONFIRMED, true",
        "HELD, false, HELD, false",
        "REVIEW, false, REVIEW, false",
        "REVIEW, true, REVIEW, true",
        "GONE, true, REVIEW, true",
        "DEAD, false, DEAD, false",
        "IGNORED, false, IGNORED, false",
        "REVERSED, true, REVERSED, false",
        "REVIEW, closed, REVIEW, false",
        "IGNORED, closed, IGNORED, false"
    })
    void state_ofName_countsAsTheProtocolSays(String name, String presence, Bucket bucket, boolean reserves) {
        boolean live = presence.equals("true");
        PostingState state = PostingState.of(name, live, presence.equals("closed"));

        assertThat(state.name()).isEqualTo(name);
        assertThat(state.live()).isEqualTo(live);
        assertThat(state.closed()).isEqualTo(presence.equals("closed"));
        assertThat(state.bucket()).isEqualTo(bucket);
        assertThat(state.reserves()).isEqualTo(reserves);
    }

    @Test
    void states_storedByNameAndLiveness_comeBackAsThemselves() {
        assertThat(states())
                .hasSize(14)
                .allSatisfy(state -> assertThat(PostingState.of(state.name(), state.live(), state.closed()))
                        .isEqualTo(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sent", "CLOSED", " SENT"})
    void name_unknown_isRefused(String name) {
        assertThatThrownBy(() -> PostingState.of(name, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostingState.of(name, false, true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> with(List<String> moves, String another) {
        return Stream.concat(moves.stream(), Stream.of(another)).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, CLOSE",
        "MATCHED, CLOSE SEND_BACK",
        "HELD, ALLOCATE CLOSE RELEASE SEND_BACK",
        "REVIEW, ALLOCATE CLOSE MAP RELEASE SEND_BACK UNAPPLIED",
        "DEAD, CLOSE SEND_BACK",
        "IGNORED, SEND_BACK"
    })
    void answers_whileNothingLivesInTheTarget_areThese(String name, String answers) {
        assertThat(PostingState.of(name, false).answers().stream()
                        .map(Enum::name)
                        .sorted())
                .containsExactly(answers.split(" ", -1));
    }

    /** All states, found by following the sealed interfaces. */
    private static Stream<PostingState> states() {
        return leaves(PostingState.class).map(PostingStateTest::made);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(PostingStateTest::leaves)
                : Stream.of(type);
    }

    private static PostingState made(Class<?> type) {
        try {
            return (PostingState) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a state has no parts: " + type, e);
        }
    }

    private static Stream<Made> moves(PostingState state) {
        return Arrays.stream(state.getClass().getMethods())
                .filter(method -> Move.class.isAssignableFrom(method.getReturnType()))
                .map(method -> made(state, method));
    }

    private static Made made(PostingState state, Method method) {
        try {
            return new Made(state, method.getName(), (Move) method.invoke(state, "a reason"));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new AssertionError("a move needs a reason and nothing else: " + method, e);
        }
    }

    private static String line(Made made) {
        return words(made.state()) + " " + made.method() + " "
                + words(made.move().to());
    }

    private static String words(PostingState state) {
        if (state.closed()) {
            return state.name() + "-";
        }
        return state instanceof PostingState.LiveReview ? "REVIEW+" : state.name();
    }

    private record Made(PostingState state, String method, Move move) {}
}
