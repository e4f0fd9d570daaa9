package io.efsmigrator.app.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of loopback that leads to another, until it is cut: at a byte, or at a moment. */
public final class CuttableWire implements AutoCloseable {

  private static final int BACKLOG = 16;

  private final ServerSocket server;
  private final int to;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private long passed;
  private long cutAt = Long.MAX_VALUE;
  private long cuts;

  private CuttableWire(ServerSocket server, int to) {
    this.server = server;
    this.to = to;
  }

  public static CuttableWire to(int port) throws IOException {
    CuttableWire wire = new CuttableWire(
        new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Cuts once, when so many more bytes have passed, whichever way. */
  public synchronized void cutAfter(long bytes) {
    cutAt = passed + bytes;
    if (bytes == 0) {
      cut();
    }
  }

  /** Bytes so far, both ways. */
  public synchronized long passed() {
    return passed;
  }

  public synchronized long cuts() {
    return cuts;
  }

  /** Cuts every connection, as a router does that forgets them: without a word. */
  public synchronized void cut() {
    cutAt = Long.MAX_VALUE;
    cuts++;
    ends.forEach(CuttableWire::reset);
    ends.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        join(client, new Socket(InetAddress.getLoopbackAddress(), to));
      } catch (IOException e) {
        // The next one may be luckier; closing the wire ends the loop.
        Thread.onSpinWait();
      }
    }
  }

  private synchronized void join(Socket client, Socket node) {
    ends.add(client);
    ends.add(node);
    Thread.ofVirtual().start(() -> pump(client, node));
    Thread.ofVirtual().start(() -> pump(node, client));
  }

  private void pump(Socket from, Socket onto) {
    byte[] buffer = new byte[4_096];
    try (from; onto) {
      InputStream in = from.getInputStream();
      OutputStream out = onto.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        int allowed = pass(count);
        out.write(buffer, 0, allowed);
        out.flush();
        if (allowed < count) {
          cut();
          return;
        }
      }
    } catch (IOException e) {
      // One end is gone, so the other goes.
      return;
    }
  }

  private synchronized int pass(int count) {
    int allowed = (int) Math.min(count, cutAt - passed);
    passed += allowed;
    return allowed;
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It was closed already.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
