using Fridge.Manifests.Values;

namespace Fridge.Manifests.Rendering;

/// <summary>
/// <c>depends_on</c> is Compose's word, and ours on every orchestrator: <c>docker stack deploy</c> refuses its conditions, so the renderer strips it and the rollout obeys it.
/// A service's wave is the length of its longest chain of dependencies.
/// </summary>
internal static class Waves
{
    private static readonly string[] Conditions = ["service_started", "service_healthy"];

    public static IReadOnlyList<string> DependsOn(Value? value, Action<string> fail) => value switch
    {
        null => [],
        Sequence list => [.. list.Items.OfType<Scalar>().Select(item => item.Text)],
        Mapping mapping => [.. mapping.Entries.Select(entry => Dependency(entry.Key, entry.Value, fail))],
        _ => Fail(fail, $"depends_on is a list or a mapping, found {value.Kind}"),
    };

    public static IReadOnlyDictionary<string, int> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> dependsOn, Action<string> fail)
    {
        var waves = new Dictionary<string, int>();
        foreach (var service in dependsOn.Keys)
            Wave(service, []);
        return waves;

        int Wave(string service, List<string> path)
        {
            if (waves.TryGetValue(service, out var known))
                return known;
            if (path.Contains(service))
            {
                fail($"depends_on goes in a circle: {string.Join(" -> ", path.SkipWhile(name => name != service).Append(service))}");
                return 0;
            }

            if (!dependsOn.TryGetValue(service, out var dependencies))
            {
                fail($"'{path[^1]}' depends on '{service}', which isn't in the stack");
                return 0;
            }

            return waves[service] = dependencies
                .Select(dependency => Wave(dependency, [.. path, service]) + 1)
                .DefaultIfEmpty(0).Max();
        }
    }

    private static string Dependency(string name, Value options, Action<string> fail)
    {
        var condition = ((options as Mapping)?["condition"] as Scalar)?.Text ?? Conditions[0];
        if (!Conditions.Contains(condition))
            fail($"depends_on {name}: found condition '{condition}', expected {string.Join(" or ", Conditions)}");
        return name;
    }

    private static IReadOnlyList<string> Fail(Action<string> fail, string message)
    {
        fail(message);
        return [];
    }
}
