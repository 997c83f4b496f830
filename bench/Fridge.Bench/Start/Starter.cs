using System.Collections.Immutable;

namespace Fridge.Bench.Start;

/// <summary>A row of the table, ready to be started.</summary>
internal sealed record Starter(StartCase Case, FlinkContainer JobManager, FlinkContainer TaskManager)
{
    private const string ProfileFile = "profile.args";

    public static async Task<Starter> MakeAsync(
        StartCase row, string image, FlinkFiles files, StartFolder folder, LocalEngine engine, CancellationToken cancellationToken)
    {
        var network = $"fridge-bench-{row.Name.Replace('/', '-')}";
        var profile = folder.Write($"{network}-jvm", ImmutableDictionary<string, string>.Empty.Add(ProfileFile, row.Profile.ArgumentFile));
        var classes = row.Way == Way.WithClasses
            ? await LocalClasses.RecordAsync(engine, image, folder, profile, cancellationToken)
            : null;
        return new Starter(
            row,
            new FlinkContainer(row, image, network, true, folder.Write($"{network}-jobmanager", files.JobManager), profile, classes),
            new FlinkContainer(row, image, network, false, folder.Write($"{network}-taskmanager", files.TaskManager), profile, classes));
    }
}
