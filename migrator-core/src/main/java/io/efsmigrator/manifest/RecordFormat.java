package io.efsmigrator.manifest;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How one type of record is written in Avro's binary encoding, field by field in the schema's order.
 *
 * <p>Written by hand, because a path then stays bytes all the way and no generic record is built for
 * each of millions of entries.
 */
interface RecordFormat<T> {

  Schema schema();

  void write(T entry, Encoder encoder) throws IOException;

  T read(Decoder decoder) throws IOException;
}
