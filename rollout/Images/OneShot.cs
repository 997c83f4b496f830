using Fridge.Nodes;

namespace Fridge.Rollout.Images;

/// <summary>Containers on nodes that run once and go. They are found again by their label and have no name, so that none of a person's is taken for one.</summary>
internal static class OneShot
{
    private const string LabelName = "fridge.once";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public const string Java = "java";
    public const string Classes = "classes";

    /// <summary>For <c>docker run</c>.</summary>
    public static string[] Label(string purpose) => ["--label", $"{LabelName}={purpose}"];

    /// <summary>What a run that was killed may have left: it would hold the memory.</summary>
    public static RemoteCommand Remove(string purpose) => new(
    [
        "timeout", "-k", "10", $"{Limit.TotalSeconds:0}",
        "sh", "-c", "label=$1; shift; docker \"$@\" ps --all --quiet --filter \"label=$label\" | xargs -r docker \"$@\" rm --force", "sh", $"{LabelName}={purpose}", .. RemoteCommand.OwnEngine,
    ])
    {
        AsRoot = true,
        TimeLimit = Limit * 2,
    };
}
