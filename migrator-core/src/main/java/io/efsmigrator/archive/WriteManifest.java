package io.efsmigrator.archive;

import io.efsmigrator.archive.StepFiles.Position;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lists what was verified, one JSON object a line, and stores the list beside the objects together with
 * its SHA-256 in the form of {@code sha256sum}. A run that verified nothing has no manifest.
 *
 * <p>The list is made once in the folder of the run and then only read: a restart stores the same
 * bytes, so what an earlier attempt stored already is recognized.
 */
public final class WriteManifest {

  private static final String LOCAL = "manifest.jsonl.gz";
  private static final String SUM = "manifest.sha256";

  private WriteManifest() {}

  /**
   * Makes and stores the manifest.
   *
   * @param name of the run; the manifest is called by it
   * @param header what the first line says of the run, in its order
   * @return how many recordings are in it
   */
  public static long write(ArchiveStore store, Path folder, String name,
      Map<String, String> header, CopyGuard guard) throws IOException {
    Position verified = ArchiveRun.verify(folder).position();
    if (!verified.done()) {
      throw new IOException("the verification is not done");
    }
    if (verified.records() == 0) {
      mark(folder);
      return 0;
    }
    if (!Files.exists(folder.resolve(LOCAL))) {
      list(folder, verified, header);
    }
    ArchivedRecording manifest = store(store, folder, LOCAL,
        store.keys().ofManifest(name + ".jsonl.gz"), guard);
    // Not written anew: its time is noted with it, and has to be the same after a restart.
    if (!Files.exists(folder.resolve(SUM))) {
      DurableFile.replace(folder.resolve(SUM),
          (manifest.sha256() + "  " + name + ".jsonl.gz\n").getBytes(StandardCharsets.UTF_8));
    }
    store(store, folder, SUM, store.keys().ofManifest(name + ".jsonl.gz.sha256"), guard);
    mark(folder);
    return verified.records();
  }

  /** Whether the manifest of a run is in the store. */
  static boolean isWritten(Path folder) {
    return Files.exists(written(folder));
  }

  private static void list(Path folder, Position verified, Map<String, String> header)
      throws IOException {
    Path beside = folder.resolve(LOCAL + ".new");
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      GZIPOutputStream zip = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
      Writer out = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
      out.write(ManifestLines.header(header));
      try (RecordLog.Reader reader = RecordLog.read(ArchiveRun.verify(folder).passed(), 0,
          verified.passed())) {
        byte @Nullable [] payload = reader.next();
        while (payload != null) {
          out.write(ManifestLines.of(Records.decode(payload, ArchivedRecording::read)));
          payload = reader.next();
        }
      }
      out.flush();
      zip.finish();
      channel.force(true);
    }
    Files.move(beside, folder.resolve(LOCAL), StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolder(folder);
  }

  private static ArchivedRecording store(ArchiveStore store, Path folder, String name,
      ObjectKey key, CopyGuard guard) throws IOException {
    RecordingUpload upload = new RecordingUpload(store.objects(), store.uploads(),
        UploadRecordings.notes(folder), new Content(new PartMemory(), Pace.UNLIMITED, guard));
    try (Directory directory = Directory.open(folder);
        OpenFile file = directory.openFile(Name.of(name))) {
      Recording recording = new Recording(RelativePath.of(name), Metadata.from(file.stat()));
      return switch (upload.archive(file, recording, key)) {
        case Passage.Passed<ArchivedRecording>(ArchivedRecording stored, long _) -> stored;
        case Passage.Left<ArchivedRecording>(var problem) -> throw new StoreException(
            StoreException.Kind.REFUSED,
            "the manifest could not be stored: " + problem.detail(), null);
      };
    }
  }

  private static void mark(Path folder) throws IOException {
    DurableFile.replace(written(folder), new byte[0]);
  }

  private static Path written(Path folder) {
    return folder.resolve("manifest.written");
  }
}
