package io.efsmigrator.app.serve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers to those who may not: one line, the same for every reason that is none of theirs. */
final class Refusals {

  private Refusals() {}

  static void send(HttpServletResponse response, int status, String words) throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write((words + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
