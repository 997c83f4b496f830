using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>What is said when nodes failed.</summary>
internal static class FanOutFailures
{
    /// <summary>So that a screen holds them.</summary>
    private const int NodesShown = 10;

    /// <summary>A failure that somebody waits for by its type, or that is a bug, is told as it is; so is a node's that fails alone.</summary>
    public static void ThrowIfAny(ImmutableArray<Exception> failures)
    {
        if (failures.IsEmpty)
            return;
        if (failures.Length > 1 && failures.All(IsPlain))
            throw Together([.. failures.Cast<FridgeException>()]);
        ExceptionDispatchInfo.Throw(failures.FirstOrDefault(failure => !IsPlain(failure)) ?? failures[0]);
    }

    private static bool IsPlain(Exception failure) =>
        failure.GetType() == typeof(FridgeException) || failure is RemoteCommandFailedException or NodeSilentException;

    private static FridgeException Together(ImmutableArray<FridgeException> failures)
    {
        var more = failures.Length - NodesShown;
        string[] lines = [.. failures.Take(NodesShown).Select(failure => failure.Message), .. more > 0 ? [$"And {more} more."] : Array.Empty<string>()];
        return new FridgeException(
            $"{failures.Length} nodes failed:\n{string.Join('\n', lines)}",
            string.Join('\n', failures.Select(failure => failure.NextStep).OfType<string>().Distinct().Take(NodesShown)),
            wrongUse: failures.All(failure => failure.WrongUse),
            inner: new AggregateException(failures))
        {
            Evidence = [.. failures.Take(NodesShown).SelectMany(failure => failure.Evidence)],
        };
    }
}
