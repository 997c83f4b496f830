namespace Fridge.Rollout.Swarm;

/// <summary>The Engine API's filter for all that belongs to a stack.</summary>
internal static class StackFilter
{
    /// <summary>Docker's own label on all that belongs to a stack.</summary>
    public const string Label = "com.docker.stack.namespace";

    public static IDictionary<string, IDictionary<string, bool>> Of(string stack) => new Dictionary<string, IDictionary<string, bool>>
    {
        ["label"] = new Dictionary<string, bool> { [$"{Label}={stack}"] = true },
    };
}
