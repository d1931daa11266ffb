package io.tieout.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that opens many connections to a door and begins a request on each, whose body comes in drops and
 * never whole. It says {@code open} when all are, and {@code ended} when the other side has ended each. Arguments: port,
 * path, how many, how many bytes each sends at once.
 */
final class Crowd {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Two minutes: whoever ends no connection until then never does. */
    private static final int ROUNDS = 24;
    /** That each body is announced to be longer: more drops than there are rounds. */
    private static final int MORE = 1000;

    private Crowd() {}

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        int many = Integer.parseInt(arguments[2]);
        int bytes = Integer.parseInt(arguments[3]);
        byte[] head = ("POST " + arguments[1] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Stripe-Signature: t=1,v1=00\r\nContent-Length: " + (bytes + MORE) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[bytes];
        List<SocketChannel> crowd = new ArrayList<>(many);
        for (int number = 0; number < many; number++) {
            SocketChannel one = SocketChannel.open(address);
            crowd.add(one);
            write(one, head);
            write(one, body);
        }
        System.out.println("open");
        Thread drops = new Thread(() -> drip(crowd), "drops");
        drops.setDaemon(true);
        drops.start();
        for (SocketChannel one : crowd) {
            awaitEnd(one);
        }
        System.out.println("ended");
    }

    /** A byte now and then on each, so that none is idle; and an end of it, should the other side have none. */
    private static void drip(List<SocketChannel> crowd) {
        for (int round = 0; round < ROUNDS; round++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            for (SocketChannel one : crowd) {
                drip(one);
            }
        }
        Runtime.getRuntime().halt(1);
    }

    private static void drip(SocketChannel one) {
        write(one, new byte[] {' '});
    }

    private static void write(SocketChannel one, byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            while (left.hasRemaining()) {
                one.write(left);
            }
        } catch (IOException ended) {
            // Its end is what the main thread waits for.
        }
    }

    private static void awaitEnd(SocketChannel one) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(1 << 10);
        while (reads(one, answer.clear())) {
            answer.flip();
        }
        one.close();
    }

    private static boolean reads(SocketChannel one, ByteBuffer answer) {
        try {
            return one.read(answer) >= 0;
        } catch (IOException reset) {
            return false;
        }
    }
}
