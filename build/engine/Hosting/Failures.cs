namespace Fridge.Engine;

internal static class Failures
{
    /// <param name="log">Where the stack trace went; null when there is no log.</param>
    public static Failure Explain(FridgeBuild build, Exception exception, string? log) =>
        exception is WrongUseException wrong ? wrong.ToFailure() : build.Explain(exception) ?? Bug(exception, log);

    private static Failure Bug(Exception exception, string? log) => new(
        $"A bug in the build: {exception.GetType().Name}: {exception.Message}",
        log is null ? "--verbosity verbose shows the stack trace." : $"The stack trace is in {log}");
}
