package io.efsmigrator.app.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives no connection, and commits nothing, once the lease is lost.
 *
 * <p>Batch by itself stops a zombie at its next chunk through the version column, but then writes
 * UNKNOWN over the job's row, which stops the successor's restart for good.
 */
public final class FencedDataSource extends DelegatingDataSource {

  private final Fence fence;

  /** Puts the fence before the given source of connections. */
  public FencedDataSource(DataSource target, Fence fence) {
    super(target);
    this.fence = fence;
  }

  @Override
  public Connection getConnection() throws SQLException {
    fence.check();
    Connection connection = super.getConnection();
    return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
        new Class<?>[]{Connection.class}, (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "commit", "prepareStatement", "createStatement", "prepareCall" -> fence.check();
            default -> {}
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        });
  }
}
