using System.Globalization;

namespace Fridge.Engine;

internal static class OptionReader
{
    public static RunOptions Options(ParsedCommandLine line) => new()
    {
        Check = line.Has("check"),
        Diff = line.Has("diff"),
        Yes = line.Has("yes"),
        NoInstall = line.Has("no-install"),
        Wait = line.Has("wait"),
        Json = line.Has("json"),
        FailFast = line.Has("fail-fast"),
        Verbosity = VerbosityOf(line.Value("verbosity")),
        Parallel = ParallelOf(line.Value("parallel")),
    };

    public static SkipRequest Skip(ParsedCommandLine line) =>
        line.Options.TryGetValue("skip", out var names) ? new SkipRequest(names.Length == 0, [.. names]) : SkipRequest.None;

    private static Verbosity VerbosityOf(string? text) => text is null ? Verbosity.Normal
        : Enum.TryParse<Verbosity>(text, ignoreCase: true, out var verbosity) && Enum.IsDefined(verbosity) && !char.IsDigit(text[0]) ? verbosity
        : throw new WrongUseException($"--verbosity {text}: expected quiet, normal or verbose.", Suggestion.For(text, ["quiet", "normal", "verbose"]));

    private static int ParallelOf(string? text) => text is null ? Environment.ProcessorCount
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number
        : throw new WrongUseException($"--parallel {text}: expected a number from 1.");
}
