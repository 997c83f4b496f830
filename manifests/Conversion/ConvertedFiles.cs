using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fridge.Manifests.Values;
using Fridge.Model.Conversion;

namespace Fridge.Manifests.Conversion;

/// <summary>A converted configuration as the two files that a person goes on with.</summary>
public static class ConvertedFiles
{
    /// <summary>The part <c>flink:</c> of a cluster file, with comments for what belongs to other parts.</summary>
    public static string Cluster(ConvertedFlink converted)
    {
        var text = new StringBuilder($"# From {converted.File}; goes into a cluster file.\n");
        text.Append(YamlText.Write(Mapping.Of(("flink", Flink(converted)))));
        if (converted.Settings.Parallelism is { } parallelism)
            text.Append(CultureInfo.InvariantCulture, $"\n# parallelism.default was {parallelism}: set it for the job, as in jobs: [{{…, parallelism: {parallelism}}}]\n");
        if (!converted.Masters.IsEmpty || !converted.Workers.IsEmpty)
            text.Append(Nodes(converted));
        return text.ToString();
    }

    /// <summary>Flink's own <c>config.yaml</c> with the same options, and what Fridge sets of its own, for a Flink that Fridge does not run.</summary>
    public static string Config(ConvertedFlink converted)
    {
        var settings = converted.Settings;
        var options = settings.Config.SetItems(settings.Assumed).SetItems(Totals(settings).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));
        var left = settings.Secrets.IsEmpty ? "" : $"# Left out, since they are secrets: {string.Join(", ", settings.Secrets.Keys)}.\n";
        return $"# From {converted.File}, by the names of Flink {converted.Version}.\n" + left + YamlText.Write(NestedOptions.Of(options));
    }

    private static Mapping Flink(ConvertedFlink converted)
    {
        var settings = converted.Settings;
        var flink = Mapping.Of(("version", converted.Version));
        if (settings.UiPort is { } port)
            flink = flink.With("uiPort", port);
        if (settings.JobManagerMemory is { } jobManager)
            flink = flink.With("jobManager", Mapping.Of(("memory", jobManager.ToConfig())));
        if (TaskManager(converted) is { Entries.Length: > 0 } taskManager)
            flink = flink.With("taskManager", taskManager);
        return settings.Config.IsEmpty && settings.Secrets.IsEmpty ? flink : flink.With("config", Options(settings));
    }

    private static Mapping Options(ConvertedSettings settings) => Mapping.Of(settings.Config
        .Select(pair => (pair.Key, Value: (Value)ExactScalar.Of(pair.Value)))
        .Concat(settings.Secrets.Select(pair => (pair.Key, Value: (Value)Mapping.Of(("env", pair.Value.Name!)))))
        .OrderBy(option => option.Key, StringComparer.Ordinal));

    private static Mapping TaskManager(ConvertedFlink converted)
    {
        var settings = converted.Settings;
        var taskManager = converted.Workers.IsEmpty ? Mapping.Empty : Mapping.Of(("replicas", converted.Workers.Length));
        if (settings.Slots is { } slots)
            taskManager = taskManager.With("slots", slots);
        return settings.TaskManagerMemory is { } memory ? taskManager.With("memory", memory.ToConfig()) : taskManager;
    }

    private static string Nodes(ConvertedFlink converted)
    {
        var hosts = converted.Masters.Concat(converted.Workers).Distinct().ToImmutableArray();
        var lines = hosts.Zip(HostNames.Of(hosts), (host, name) => $"#   - {{name: {name}, address: {Quoted(host)}, board: …, os: …, roles: [{Roles(converted, host)}]}}\n");
        return "\n# The hosts of conf/masters and conf/workers; fill in board and os.\n# nodes:\n" + string.Concat(lines);
    }

    /// <summary>A colon means something in YAML's braces.</summary>
    private static string Quoted(string host) => host.Contains(':', StringComparison.Ordinal) ? $"\"{host}\"" : host;

    private static string Roles(ConvertedFlink converted, string host)
    {
        (string Role, ImmutableArray<string> Hosts)[] roles = [("manager", converted.Masters), ("worker", converted.Workers)];
        return string.Join(", ", roles.Where(role => role.Hosts.Contains(host)).Select(role => role.Role));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Totals(ConvertedSettings settings) =>
    [
        new("jobmanager.memory.process.size", settings.JobManagerMemory?.ToConfig()),
        new("taskmanager.memory.process.size", settings.TaskManagerMemory?.ToConfig()),
        new("taskmanager.numberOfTaskSlots", settings.Slots?.ToString(CultureInfo.InvariantCulture)),
        new("parallelism.default", settings.Parallelism?.ToString(CultureInfo.InvariantCulture)),
        new("rest.port", settings.UiPort?.ToString(CultureInfo.InvariantCulture)),
    ];
}
