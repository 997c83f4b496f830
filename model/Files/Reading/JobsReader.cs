using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>A job with the places that later rules point at.</summary>
internal sealed record JobDraft(JobSpec Job, Position NameAt, Position ParallelismAt);

/// <summary>The list <c>jobs:</c>; empty means a session cluster.</summary>
internal sealed class JobsReader(Func<string, bool> jarExists, Findings findings)
{
    public ImmutableArray<JobDraft> Read(MapReader file) => [.. file.Entries(JobKeys.All).Select(Draft).OfType<JobDraft>()];

    private JobDraft? Draft(MapReader reader)
    {
        var name = reader.Find(JobKeys.Name);
        var jar = Jar(reader);
        var entryClass = reader.Find(JobKeys.EntryClass);
        var args = reader.Get(JobKeys.Args);
        var parallelism = reader.Get(JobKeys.Parallelism);
        return name is null || jar is null || entryClass is null ? null : new(
            new() { Name = name, Jar = jar, EntryClass = entryClass, Args = args, Parallelism = parallelism, Show = reader.Get(JobKeys.Show) },
            reader.PlaceOf(JobKeys.Name),
            reader.PlaceOf(JobKeys.Parallelism));
    }

    private string? Jar(MapReader reader)
    {
        if (reader.Find(JobKeys.Jar) is not { } jar)
            return null;
        if (Path.IsPathRooted(jar) || jar.Split('/').Contains(".."))
            reader.Wrong(JobKeys.Jar, "a path inside the checkout, such as workloads/taxi");
        else if (!jarExists(jar))
            findings.Refuse(reader.PlaceOf(JobKeys.Jar), $"the jar '{jar}' does not exist", "a jar, or a folder of Java sources, relative to the checkout");
        return jar;
    }
}
