package io.efsmigrator.manifest;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** An enum of this room as an Avro enum, whose symbols are the names of the constants in order. */
final class EnumFormat<E extends Enum<E>> {

  private final Schema schema;
  private final List<E> constants;

  EnumFormat(Class<E> type) {
    this.constants = List.of(type.getEnumConstants());
    this.schema = Schema.createEnum(type.getSimpleName(), null, "io.efsmigrator.manifest",
        Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
  }

  Schema schema() {
    return schema;
  }

  void write(E constant, Encoder encoder) throws IOException {
    encoder.writeEnum(schema.getEnumOrdinal(constant.name()));
  }

  E read(Decoder decoder) throws IOException {
    int symbol = decoder.readEnum();
    if (symbol < 0 || symbol >= constants.size()) {
      throw new IOException(schema.getName() + " has no symbol number " + symbol);
    }
    return constants.get(symbol);
  }
}
