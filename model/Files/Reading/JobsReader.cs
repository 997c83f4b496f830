using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>A job with the places that later rules point at.</summary>
internal sealed record JobDraft(JobSpec Job, Position NameAt, Position ParallelismAt);

/// <summary>The list <c>jobs:</c>; empty means a session cluster.</summary>
internal sealed class JobsReader(Func<string, bool> jarExists, Findings findings)
{
    public ImmutableArray<JobDraft> Read(ImmutableArray<YamlValue> items) =>
        [.. items.Select((item, index) => Draft(item, $"jobs[{index}]")).OfType<JobDraft>()];

    private JobDraft? Draft(YamlValue item, string path)
    {
        if (item is not YamlMap map)
        {
            findings.Refuse(item.At, $"'{path}' is {item.Describe()}", "expected a job: {name, jar, entryClass, args, parallelism}");
            return null;
        }

        var reader = new MapReader(path, map, findings);
        reader.Require("name", "every job has a name");
        reader.Require("jar", "a jar, or a folder of Java sources, relative to the checkout");
        reader.Require("entryClass", Names.ClassRule);
        var name = reader.Text("name", Names.Short(), Names.JobRule);
        var jar = Jar(reader);
        var entryClass = reader.Text("entryClass", Names.JavaClass(), Names.ClassRule);
        var args = Args(reader);
        var parallelism = reader.Integer("parallelism", 1, 32768) ?? 1;
        reader.RefuseUnknown();
        return name is null || jar is null || entryClass is null ? null : new(
            new() { Name = name, Jar = jar, EntryClass = entryClass, Args = args, Parallelism = parallelism },
            reader.PlaceOf("name"),
            reader.PlaceOf("parallelism"));
    }

    private string? Jar(MapReader reader)
    {
        if (reader.Text("jar", null, "a path relative to the checkout") is not { } jar)
            return null;
        if (Path.IsPathRooted(jar) || jar.Split('/').Contains(".."))
            reader.Wrong("jar", reader.Take("jar")!, "a path inside the checkout, such as workloads/taxi");
        else if (!jarExists(jar))
            findings.Refuse(reader.PlaceOf("jar"), $"the jar '{jar}' does not exist", "a jar, or a folder of Java sources, relative to the checkout");
        return jar;
    }

    private ImmutableArray<string> Args(MapReader reader)
    {
        var items = reader.List("args", "a list: [--rate, \"10\"]");
        foreach (var item in items.Where(item => item is not YamlScalar))
            reader.Wrong("args", item, "a text");
        return [.. items.OfType<YamlScalar>().Select(scalar => scalar.Text)];
    }
}
