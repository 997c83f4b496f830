using System.Collections.Concurrent;

namespace Fridge.Engine;

/// <summary>The values of this run's typed targets: made by it, or stored by an earlier one for those that are skipped.</summary>
internal sealed class RunResults(TargetGraph graph, ResultStore store)
{
    private readonly ConcurrentDictionary<string, object> values = [];

    public void Keep(string target, object value) => values[target] = value;

    public void Save(string target, string inputsHash, object value) => store.Save(target, inputsHash, value);

    public object? Find(string target) => values.TryGetValue(target, out var value) ? value : Stored(graph[target]).Value;

    /// <exception cref="WrongUseException">A target that will run reads one that <c>--skip</c> leaves out, and no stored value fits.</exception>
    public void RequireThoseOfSkipped(RunPlan plan)
    {
        foreach (var target in plan.Running)
            foreach (var dependency in target.DependsOn.Where(name => plan[name].Skip is { ByCommandLine: true }))
                if (graph[dependency].Settings.ResultType is not null && Missing(dependency, target.Name) is { } missing)
                    throw missing;
    }

    /// <summary>Why a skipped target has no value for its reader; null when it has one.</summary>
    public WrongUseException? Missing(string dependency, string reader) => Stored(graph[dependency]).State switch
    {
        StoredState.None => Missing(dependency, reader, "no value of it is stored"),
        StoredState.Other => Missing(dependency, reader, "its stored value came from other inputs"),
        _ => null,
    };

    private static WrongUseException Missing(string dependency, string reader, string why) =>
        new($"{reader} needs the result of {dependency}, which is skipped, and {why}.", $"./build.sh {dependency}");

    private StoredResult Stored(TargetNode node) =>
        node.Settings is { ResultType: { } type, InputsHash: { } hash } ? store.Find(node.Name, type, hash()) : StoredResult.None;
}
