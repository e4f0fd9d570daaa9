package io.efsmigrator.app.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Requests as no client would send them: every header is the test's own. */
record RawHttp(URI origin) {

  /** What came back. */
  record Answer(int status, String head, String body) {

    String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  /** Sends with the right host, unless a header says another. */
  Answer send(String method, String path, String form, String... headers) throws IOException {
    try (Socket socket = connect(method, path, form, headers)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      return new Answer(Integer.parseInt(all.split(" ", 3)[1]), all.substring(0, end),
          all.substring(end + 4));
    }
  }

  /** The data of the first event of that name. */
  String event(String path, String name, String... headers) throws IOException {
    try (Socket socket = connect("GET", path, "", headers);
        BufferedReader lines = new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event:" + name)) {
          return lines.readLine().substring("data:".length());
        }
      }
      throw new IOException("no event " + name);
    }
  }

  private Socket connect(String method, String path, String form, String... headers)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), origin.getPort());
    socket.setSoTimeout(20_000);
    String host = List.of(headers).stream().anyMatch(header -> header.startsWith("Host:"))
        ? ""
        : "Host: " + origin.getAuthority() + "\r\n";
    byte[] body = form.getBytes(StandardCharsets.UTF_8);
    String head = method + " " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n"
        + (method.equals("POST")
            ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length
                + "\r\n"
            : "")
        + List.of(headers).stream().map(header -> header + "\r\n").collect(Collectors.joining())
        + "\r\n";
    socket.getOutputStream().write((head + form).getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
