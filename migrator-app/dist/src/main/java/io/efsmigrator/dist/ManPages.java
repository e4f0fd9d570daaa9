package io.efsmigrator.dist;

import io.efsmigrator.app.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** A manual page for each command, from the same annotations that {@code --help} prints. */
final class ManPages {

  private ManPages() {}

  /** {@code ASCIIDOC ROFF}: two folders; pages of an older build are written over. */
  public static void main(String[] arguments) throws IOException {
    Path asciidoc = Path.of(arguments[0]);
    int code = ManPageGenerator.generateManPage(asciidoc.toFile(), null, new boolean[0], true,
        Cli.all().getCommandSpec());
    if (code != 0) {
      throw new IOException("no manual pages in " + asciidoc);
    }
    Options options = Options.builder().backend("manpage").safe(SafeMode.UNSAFE)
        .toDir(Path.of(arguments[1]).toFile())
        // Without the time of the build: the same commands make the same pages.
        .attributes(Attributes.builder().attribute("reproducible").build()).build();
    try (Asciidoctor converter = Asciidoctor.Factory.create()) {
      for (Path page : pages(asciidoc)) {
        converter.convertFile(page.toFile(), options);
      }
    }
  }

  private static List<Path> pages(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList();
    }
  }
}
