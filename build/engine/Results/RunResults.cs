using System.Collections.Concurrent;

namespace Fridge.Engine;

/// <summary>The values of this run's typed targets: made by it, or stored by an earlier one for those that are skipped.</summary>
internal sealed class RunResults(TargetGraph graph, ResultStore store)
{
    private readonly ConcurrentDictionary<string, object> values = [];
    private readonly ConcurrentDictionary<string, StoredResult> stored = [];

    public void Keep(string target, object value) => values[target] = value;

    public void Save(string target, string inputsHash, object value) => store.Save(target, inputsHash, value);

    /// <summary>Whether this run has made it.</summary>
    public bool Has(string target) => values.ContainsKey(target);

    public object? Find(string target) => values.TryGetValue(target, out var value) ? value : stored.GetValueOrDefault(target)?.Value;

    /// <summary>Of the targets that this run has not made: what earlier runs stored of them, for the inputs of now.</summary>
    public async Task FindStoredAsync(IEnumerable<string> targets, CancellationToken cancellationToken)
    {
        foreach (var target in targets.Where(target => !values.ContainsKey(target)))
        {
            if (graph[target].Settings is { ResultType: { } type, InputsHash: { } hash })
                stored[target] = store.Find(target, type, await hash(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <exception cref="WrongUseException">A target that will run reads one that <c>--skip</c> leaves out, and no stored value fits.</exception>
    public async Task RequireThoseOfSkippedAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        foreach (var target in plan.Running)
        {
            foreach (var dependency in target.DependsOn.Where(name => plan[name].Skip is { ByCommandLine: true } && graph[name].Settings.ResultType is not null))
            {
                await FindStoredAsync([dependency], cancellationToken).ConfigureAwait(false);
                if (Missing(dependency, target.Name) is { } missing)
                    throw missing;
            }
        }
    }

    /// <summary>Why a skipped target has no value for its reader; null when it has one.</summary>
    public WrongUseException? Missing(string dependency, string reader) => (stored.GetValueOrDefault(dependency)?.State ?? StoredState.None) switch
    {
        StoredState.None => Missing(dependency, reader, "no value is stored for it"),
        StoredState.Other => Missing(dependency, reader, "its stored value came from other inputs"),
        _ => null,
    };

    private static WrongUseException Missing(string dependency, string reader, string why) =>
        new($"{reader} needs the result of {dependency}, which is skipped, and {why}.", $"./build.sh {dependency}");
}
