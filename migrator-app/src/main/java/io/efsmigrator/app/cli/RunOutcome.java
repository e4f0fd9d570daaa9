package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;

/** Says how a run ended, and with which code the process does. */
final class RunOutcome {

  private RunOutcome() {}

  static int print(RunResult result, PrintWriter out, PrintWriter err) {
    out.flush();
    return switch (result) {
      case RunResult.Completed(long execution, String summary) -> {
        out.println(Printable.text(summary));
        out.println("execution " + execution + " completed");
        yield end(out, ExitCode.COMPLETED);
      }
      case RunResult.AlreadyCompleted(long execution) -> {
        out.println("nothing to do: execution " + execution + " completed it");
        yield end(out, ExitCode.COMPLETED);
      }
      case RunResult.Failed(long execution, String what, String remedy) -> {
        ErrorReport.print(err, "execution " + execution + " failed: " + what, remedy);
        yield ExitCode.FAILED.code();
      }
      case RunResult.Stopped(long execution, String where) -> {
        out.println("execution " + execution + " stopped " + Printable.text(where)
            + "; `migrator restart` goes on from there");
        yield end(out, ExitCode.STOPPED);
      }
      case RunResult.Paused(long execution, String what, String remedy) -> {
        out.println("execution " + execution + " waits: " + Printable.text(what));
        out.println("next:  " + Printable.text(remedy));
        yield end(out, ExitCode.STOPPED);
      }
      case RunResult.OutsideWindow(String what, var _) -> {
        out.println("not started: " + Printable.text(what));
        out.println("next:  start it again then, or now with --wait");
        yield end(out, ExitCode.STOPPED);
      }
      case RunResult.Shown(String words) -> {
        out.println(Printable.text(words));
        yield end(out, ExitCode.COMPLETED);
      }
      case RunResult.Differences(long execution, long count, String what, String remedy) -> {
        ErrorReport.print(err,
            "execution " + execution + ", " + Words.count(count) + " differences or problems: "
                + what,
            remedy);
        yield ExitCode.DIFFERENCES.code();
      }
      case RunResult.Refused(String what, String remedy) -> {
        ErrorReport.print(err, what, remedy);
        yield ExitCode.REFUSED.code();
      }
      case RunResult.Interrupted(long execution, String signal) -> {
        err.println("execution " + execution + " ended by " + signal
            + "; `migrator restart` goes on from there");
        err.flush();
        yield ExitCode.INTERRUPTED.code();
      }
    };
  }

  private static int end(PrintWriter out, ExitCode code) {
    out.flush();
    return code.code();
  }
}
