using System.Collections.Immutable;

namespace Fridge.Engine;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    /// <summary>Nothing failed, and a target that compares has found a difference.</summary>
    public const int Different = 3;

    public const int Interrupted = 130;

    public static int Of(Failure failure) => failure.WrongUse ? WrongUse : Failed;

    public static int Of(ImmutableArray<TargetResult> results, bool interrupted, bool differs)
    {
        var failures = results.Where(result => result.Failure is not null).Select(result => result.Failure!).ToList();
        return interrupted ? Interrupted
            : failures.Count == 0 ? (differs ? Different : Done)
            : failures.All(failure => failure.WrongUse) ? WrongUse
            : Failed;
    }
}
