using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>A job with the places that later rules point at.</summary>
internal sealed record JobDraft(JobSpec Job, Position NameAt, Position ParallelismAt);

/// <summary>The list <c>jobs:</c>; empty means a session cluster.</summary>
internal sealed class JobsReader(JarPlaces? places, Findings findings)
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
        if (reader.Find(JobKeys.Jar) is not { } written || places is null)
            return reader.Find(JobKeys.Jar);
        if (places.Find(written) is not { } found)
            findings.Refuse(reader.PlaceOf(JobKeys.Jar), $"the jar '{written}' does not exist", JobKeys.JarRule);
        else if (!places.Allows(found))
            findings.Refuse(reader.PlaceOf(JobKeys.Jar), $"the jar '{written}' lies outside the checkout, which a pipeline (CI=true) doesn't take", "a path below the checkout; or insist with --allow-outside");
        else
            return found;
        return written;
    }
}
