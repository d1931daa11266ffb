package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.port.erp.JournalAnswers.Part;
import io.tieout.port.erp.JournalAnswers.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a concurrent request with its children: an import works through a child, so the parent's word alone says
 * little. It is done when all are; the worst word of them is the outcome.
 */
final class RequestTree {
    private static final int LONGEST_TEXT = 240;
    private static final int DEEPEST = 20;

    private RequestTree() {}

    static Request of(IsgRow root) {
        List<IsgRow> all = new ArrayList<>();
        collect(root, all, 0);
        List<Part> parts = all.stream().map(RequestTree::part).toList();
        boolean done = all.stream().allMatch(RequestTree::done);
        if (!done) {
            return new Request(root.required("request_id"), false, "", "", parts);
        }
        IsgRow worst = all.stream()
                .max(Comparator.comparingInt(request -> severity(request.required("dev_status"))))
                .orElse(root);
        return new Request(root.required("request_id"), true, worst.required("dev_status"), text(worst), parts);
    }

    private static Part part(IsgRow request) {
        return new Part(
                request.required("request_id"),
                request.text("program").orElse(""),
                request.required("dev_phase"),
                request.text("dev_status").orElse(""),
                text(request));
    }

    private static String text(IsgRow request) {
        String text = request.text("completion_text").orElse("");
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static void collect(IsgRow request, List<IsgRow> all, int depth) {
        if (depth > DEEPEST) {
            throw new MalformedAnswer("a request has more than " + DEEPEST + " generations of children");
        }
        all.add(request);
        for (IsgRow child : request.rows("children")) {
            collect(child, all, depth + 1);
        }
    }

    private static boolean done(IsgRow request) {
        return request.required("dev_phase").equals("COMPLETE");
    }

    private static int severity(String status) {
        return switch (status) {
            case "NORMAL" -> 0;
            case "WARNING" -> 1;
            case "CANCELLED" -> 2;
            case "TERMINATED" -> 3;
            default -> 4;
        };
    }
}
